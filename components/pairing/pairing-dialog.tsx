import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { inClock, useSecondsTo } from "./countdown";
import { PairByPicture } from "./pair-by-picture";
import { PairByTyping } from "./pair-by-typing";
import { PairingProgress } from "./pairing-progress";

type Way = "scan" | "type";

/** What the last attempt costs, and how long the number is better left alone before it. */
function LastAttempt({ restUntil }: { restUntil: string | null }) {
  const t = useTranslations("pairing");
  const left = useSecondsTo(restUntil);
  return (
    <>
      {t("lastNext")} {left ? <span role="timer">{t("restFor", { time: inClock(left) })}</span> : null}
    </>
  );
}

/** Pairs a phone by a picture or a code, and stays until it has held for two minutes. */
export default function PairingDialog(props: {
  inbox: { id: string; name: string };
  status: PairingStatus;
  onOther: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("pairing");
  const { inbox, status, onClose } = props;
  const [way, setWay] = useState<Way>("scan");
  const isWaiting = status.phase === "waiting";
  return (
    <Dialog
      title={t("dialog", { inbox: inbox.name })}
      onClose={onClose}
      isWide
      footer={
        <>
          <p className="mr-auto self-center text-meta text-text-2 max-sm:hidden">{t("accept")}</p>
          <Button onClick={onClose}>{t(isWaiting ? "cancel" : "done")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {status.severity === "warning" ? (
          <Banner
            tone="warning"
            role="status"
            fact={t("lastFact")}
            action={
              <Button size="sm" variant="ghost" onClick={props.onOther}>
                {t("other")}
              </Button>
            }
          >
            <LastAttempt restUntil={status.restUntil} />
          </Banner>
        ) : null}
        {status.severity === "locked" ? (
          <Banner tone="danger" role="alert" fact={t("lockFact", { failures: status.failures })}>
            {t("lockNext")}
          </Banner>
        ) : isWaiting ? (
          <>
            <fieldset className="flex w-fit rounded-8 bg-sunken p-0.5">
              <legend className="sr-only">{t("pair")}</legend>
              {(["scan", "type"] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={way === one}
                  onClick={() => setWay(one)}
                  className={clsx(
                    "h-7 rounded-6 px-3 text-body max-sm:h-11",
                    way === one ? "bg-surface font-medium shadow-e1" : "text-text-2",
                  )}
                >
                  {t(one)}
                </button>
              ))}
            </fieldset>
            {way === "scan" ? <PairByPicture inboxId={inbox.id} /> : <PairByTyping inboxId={inbox.id} />}
          </>
        ) : null}
        {status.severity === "locked" ? null : <PairingProgress status={status} />}
      </div>
    </Dialog>
  );
}
