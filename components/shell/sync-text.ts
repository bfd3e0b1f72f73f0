"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { SyncState } from "../realtime/sync-state";

/** The sync row's words; the seconds to the next attempt count down. */
export function useSyncText(sync: SyncState): {
  title: string;
  text: string;
  /** "4 s": changes every second, so it is not read aloud. */
  countdown: string;
  explanation: string;
} {
  const t = useTranslations("shell.sync");
  const seconds = useSecondsTo(sync.kind === "reconnecting" ? sync.at : null);
  const texts = {
    connecting: () => ({ text: t("connecting"), explanation: t("reconnectingNext") }),
    synced: () => ({ text: t("synced"), explanation: t("syncedNext") }),
    catching: () => ({
      text: t("catching", { changes: sync.kind === "catching" ? sync.changes : 0 }),
      explanation: t("catchingNext"),
    }),
    reconnecting: () => ({ text: t("reconnecting"), explanation: t("reconnectingNext") }),
    offline: () => ({
      text: t("offline", { waiting: sync.kind === "offline" ? sync.waiting : 0 }),
      explanation: t("offlineNext"),
    }),
  };
  const countdown = seconds > 0 ? t("seconds", { seconds }) : "";
  return { title: t("title"), countdown, ...texts[sync.kind]() };
}

function useSecondsTo(at: number | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (at === null) return setSeconds(0);
    const count = () => setSeconds(Math.max(0, Math.ceil((at - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}
