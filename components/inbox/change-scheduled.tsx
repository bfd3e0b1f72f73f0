"use client";

import { useTranslations } from "next-intl";
import type { ScheduledDto } from "../../server/modules/replies/schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";
import SendLater from "./send-later";

/** Another time for a scheduled reply; or send it now, or not at all. */
export default function ChangeScheduled({ held, onClose }: { held: ScheduledDto; onClose: () => void }) {
  const t = useTranslations("inbox.state");
  const { api, held: store } = useWorkspace();
  const where = { conversationId: held.conversationId, scheduledId: held.id };

  async function run(act: Promise<unknown>, done: string) {
    onClose();
    try {
      await act;
      showToast({ text: done });
    } catch (error) {
      showToast({ tone: "problem", text: failureOf(error).message || t("undoFailed") });
    }
    void store.load(held.conversationId);
  }
  return (
    <SendLater
      title={t("changeTitle")}
      onClose={onClose}
      onChoose={(dueAt) => void run(api.replies.reschedule.mutate({ ...where, dueAt }), t("moved"))}
      footer={
        <>
          <Button onClick={() => void run(api.replies.cancel.mutate(where), t("cancelled"))}>
            {t("cancelIt")}
          </Button>
          <Button variant="primary" onClick={() => void run(api.replies.sendNow.mutate(where), t("sentNow"))}>
            {t("sendNow")}
          </Button>
        </>
      }
    >
      <p className="mb-3 line-clamp-3 whitespace-pre-wrap text-text-2">
        “{held.content || held.files[0]?.name}”
      </p>
    </SendLater>
  );
}
