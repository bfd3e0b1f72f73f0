"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Preferences, SetPreferences } from "../../server/modules/tenants/schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";

/** One after another: of two that overtook each other the older would have stayed. */
let saving: Promise<unknown> = Promise.resolve();

/** The member's preferences: a change shows at once, is kept on the server, and is taken back when it was refused. */
export function usePreferences(onChange?: (next: Preferences) => void) {
  const t = useTranslations("notifications.page");
  const { api, me } = useWorkspace();
  const [preferences, setShown] = useState(me.member.preferences);
  function show(next: Preferences) {
    me.member.preferences = next;
    setShown(next);
    onChange?.(next);
  }
  async function change(part: SetPreferences) {
    const before = preferences;
    show({ ...before, ...part } as Preferences);
    try {
      const saved = saving.then(() => api.profile.setPreferences.mutate(part));
      saving = saved.catch(() => {});
      await saved;
    } catch (error) {
      show(before);
      const { message } = failureOf(error);
      showToast({
        tone: "problem",
        text: message ? t("notSaved", { reason: message }) : t("notSavedOffline"),
      });
    }
  }
  return { preferences, change };
}
