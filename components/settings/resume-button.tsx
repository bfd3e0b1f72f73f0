"use client";

import { useTranslations } from "next-intl";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { useSave } from "./use-save";

/** Tries again what a provider has refused: what waits goes out, or the inbox is paused anew. */
export function ResumeButton({ inboxId, name }: { inboxId: string; name: string }) {
  const t = useTranslations("connection");
  const { api } = useWorkspace();
  const { isBusy, save } = useSave();
  return (
    <Button
      size="sm"
      busy={isBusy}
      aria-label={t("resumeNamed", { name })}
      onClick={() => save(() => api.inboxes.resume.mutate({ inboxId }), { done: t("resumed", { name }) })}
    >
      {t("resume")}
    </Button>
  );
}
