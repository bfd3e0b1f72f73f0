"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { TextArea } from "../forms/text-area";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { useAgain } from "./use-again";

/** Other words for a message that the customer has. */
export default function EditDialog(props: {
  message: MessageDto;
  conversation: ConversationSummary;
  maxLength: number;
  onClose: () => void;
}) {
  const t = useTranslations("trace");
  const { message, conversation, onClose } = props;
  const { api } = useWorkspace();
  const again = useAgain(conversation);
  const [text, setText] = useState(message.content);
  const content = text.trim();
  const isNews = content !== "" && content !== message.content;

  function save(event?: React.FormEvent) {
    event?.preventDefault();
    if (!isNews) return;
    onClose();
    const input = { conversationId: conversation.id, messageId: message.id, content };
    void again(message, { content }, () => api.messages.edit.mutate(input));
  }
  return (
    <Dialog
      title={t("editTitle")}
      isDirty={isNews}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form="edit-message" variant="primary" disabled={!isNews}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="edit-message" onSubmit={save}>
        <Field label={t("editTitle")} hint={t("editHint")}>
          {(control) => (
            <TextArea
              {...control}
              autoFocus
              value={text}
              maxLength={props.maxLength}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
