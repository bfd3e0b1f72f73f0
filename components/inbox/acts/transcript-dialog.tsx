"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useWorkspace } from "../../realtime/context";
import { failureOf } from "../../trpc/failure";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { showToast } from "../../ui/toast-store";

/** Sends what was said to the contact's address or another one. */
export function TranscriptDialog(props: { conversation: ConversationSummary; onClose: () => void }) {
  const t = useTranslations("acts.transcript");
  const { api } = useWorkspace();
  const { id, contact, displayNumber } = props.conversation;
  const [to, setTo] = useState(contact.email ?? "");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function send(event: React.FormEvent) {
    event.preventDefault();
    if (!/^\S+@\S+\.\S+$/.test(to.trim())) return setError(t("bad"));
    setBusy(true);
    try {
      await api.conversations.transcript.mutate({ conversationId: id, to: to.trim() });
      props.onClose();
      showToast({ text: t("done", { to: to.trim() }) });
    } catch (failed) {
      setError(failureOf(failed).message || t("offline"));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t("title", { number: `#${displayNumber}` })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="submit" form="send-transcript" variant="primary" busy={isBusy}>
            {t("send")}
          </Button>
        </>
      }
    >
      <form id="send-transcript" onSubmit={send} noValidate>
        <Field label={t("to")} hint={t("hint")} error={error}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
