"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { DeliveryDetail } from "../../server/modules/deliveries/schema";
import { useWorkspace } from "../realtime/context";

const EVERY_MS = 400;
const MOST = 25;

/** Follows a delivery that is understood once more until it is known what became of it, and says so. */
export function useReplayed(
  deliveryId: string,
  onDetail: (detail: DeliveryDetail) => void,
  onChange: () => void,
) {
  const t = useTranslations("deliveries");
  const { api } = useWorkspace();
  const [told, setTold] = useState("");

  async function follow() {
    setTold(t("replaying"));
    for (let looks = 0; looks < MOST; looks++) {
      await new Promise((wait) => setTimeout(wait, EVERY_MS));
      const detail = await api.deliveries.get.query({ deliveryId });
      onDetail(detail);
      if (detail.state === "received") continue;
      setTold(t("replayed", { state: t(`states.${detail.state}`) }));
      return onChange();
    }
    setTold(t("replayWaits"));
    onChange();
  }
  return { told, follow };
}
