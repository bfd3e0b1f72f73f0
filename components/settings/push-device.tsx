"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type PushState, pushState, turnPushOff, turnPushOn } from "../notifications/push-device";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";

/** Push for this browser: on, off, or why it cannot be. */
export function PushDevice() {
  const t = useTranslations("notifications.push");
  const { api } = useWorkspace();
  const [state, setState] = useState<PushState | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    void pushState().then(setState);
  }, []);

  async function turn(work: (given: typeof api) => Promise<PushState>) {
    setBusy(true);
    try {
      setState(await work(api));
    } catch {
      showToast({ tone: "problem", text: t("failed") });
    }
    setBusy(false);
  }

  if (state === "none" || state === "denied") return <p className="text-text-2">{t(state)}</p>;
  const isOn = state === "on";
  return (
    <p className="flex items-center justify-between gap-3">
      <span>{state ? t(isOn ? "on" : "off") : ""}</span>
      <Button disabled={!state || isBusy} onClick={() => turn(isOn ? turnPushOff : turnPushOn)}>
        {t(isOn ? "turnOff" : "turnOn")}
      </Button>
    </p>
  );
}
