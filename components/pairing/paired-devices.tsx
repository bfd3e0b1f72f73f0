import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { DeviceListed } from "../../server/modules/pairing/schema";
import { formatPhone } from "../contacts/phone";
import { useWorkspace } from "../realtime/context";

/** The phones that the gateway says are joined. Nothing while it has not said so. */
export function PairedDevices({ inboxId }: { inboxId: string }) {
  const t = useTranslations("pairing");
  const { api } = useWorkspace();
  const [devices, setDevices] = useState<DeviceListed[]>([]);
  useEffect(() => {
    api.pairing.devices.query({ inboxId }).then(setDevices, () => {});
  }, [api, inboxId]);
  if (devices.length === 0) return null;
  return (
    <>
      <dt className="text-text-2">{t("devices")}</dt>
      <dd>
        {devices.map(({ name, number }) => (
          <span key={`${name} ${number}`} className="num block">
            {number ? t("device", { name, number: formatPhone(`+${number}`) }) : name}
          </span>
        ))}
      </dd>
    </>
  );
}
