"use client";

import { useTranslations } from "next-intl";
import type { Availability } from "../../server/core/availability";
import { useLive, useWorkspace } from "../realtime/context";
import { showToast } from "../ui/toast-store";
import { setTheme, type Theme } from "./theme";

/** How one is seen by the others and how the screen looks: what is chosen, and the choosing, told when it fails. */
export function useOwnSettings() {
  const t = useTranslations("ui");
  const { api, engine, me } = useWorkspace();
  const availability = useLive(({ presence }) => presence.of(me.member.id)) ?? "online";
  return {
    availability,
    /** True when the others see it so. */
    async chooseAvailability(next: Availability): Promise<boolean> {
      const failure = await engine.presence.choose(next);
      if (failure) showToast({ tone: "problem", text: failure.message || t("offline") });
      return !failure;
    },
    chooseTheme(theme: Theme): void {
      setTheme(theme);
      // This browser keeps it by itself; the account is for the others.
      api.account.updateProfile.mutate({ theme }).catch(() => {});
    },
  };
}
