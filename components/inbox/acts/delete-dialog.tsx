"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useWorkspace } from "../../realtime/context";
import { letGo } from "../../realtime/model";
import { failureOf } from "../../trpc/failure";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { showToast } from "../../ui/toast-store";
import { useRoute } from "../use-route";

/** Nothing brings a deleted conversation back: its number must be typed. */
export function DeleteDialog(props: { conversation: ConversationSummary; onClose: () => void }) {
  const t = useTranslations("acts.delete");
  const { api, engine } = useWorkspace();
  const { route, go } = useRoute();
  const { id, contact, displayNumber, lastSeq } = props.conversation;
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const number = `#${displayNumber}`;

  async function remove(event: React.FormEvent) {
    event.preventDefault();
    if (typed.trim().replace(/^#/, "") !== String(displayNumber)) return setError(t("mismatch", { number }));
    setBusy(true);
    try {
      await api.conversations.delete.mutate({ conversationId: id });
      letGo(engine.model, id);
      engine.loader.countSoon();
      engine.changed();
      props.onClose();
      if (route.conversationId === id) go({ conversationId: null }, { replace: true });
      showToast({ text: t("done", { number }) });
    } catch (failed) {
      setError(failureOf(failed).message || t("offline"));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t("title", { number, name: contact.name })}
      onClose={props.onClose}
      isDirty={isBusy}
      footer={
        <>
          <Button onClick={props.onClose}>{t("keep")}</Button>
          <Button type="submit" form="delete-conversation" variant="danger" busy={isBusy}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      <form id="delete-conversation" onSubmit={remove} className="flex flex-col gap-4">
        <p className="text-text-2">{t("lost", { count: lastSeq })}</p>
        <Field label={t("type", { number })} error={error}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
