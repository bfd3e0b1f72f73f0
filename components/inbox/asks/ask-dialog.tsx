"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import type { Asked } from "../../../server/modules/messages/ask-schema";
import type { AttachmentDto } from "../../../server/modules/messages/schema";
import type { Definition } from "../../forms/question-kinds";
import { QuestionList } from "../../forms/question-list";
import { TextArea } from "../../forms/text-area";
import { useWorkspace } from "../../realtime/context";
import { failureOf } from "../../trpc/failure";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { type AskForm, askOf, EMPTY, newClientId } from "./ask-form";
import { CardsEditor } from "./cards-editor";
import { AskShown } from "./carried";

const KINDS = ["choices", "cards", "form"] as const;

/** Puts a message together that the customer can press or fill in, and shows what it will be. */
export default function AskDialog(props: { conversation: ConversationSummary; onClose: () => void }) {
  const t = useTranslations("asks");
  const { api } = useWorkspace();
  const [form, setForm] = useState<AskForm>(EMPTY);
  const [definitions, setDefinitions] = useState<readonly Definition[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const [clientId] = useState(newClientId);
  const set = (part: Partial<AskForm>) => setForm((old) => ({ ...old, ...part }));
  const ask = askOf(form);
  useEffect(() => {
    api.attributes.list.query({}).then(setDefinitions, () => {});
  }, [api]);

  async function send(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const fileIds = form.pictures.map(({ fileId }: AttachmentDto) => fileId);
      const { content, kind } = form;
      const at = { conversationId: props.conversation.id, clientId, kind: "outgoing" as const };
      await api.messages.send.mutate({ ...at, content, ask, fileIds: kind === "cards" ? fileIds : [] });
      props.onClose();
    } catch (failed) {
      const { message, fields } = { fields: {}, ...failureOf(failed) };
      const named: Record<string, string> = { ...fieldsOf(failed), ...fields };
      setErrors(named.content ? named : { "": message || t("offline"), ...named });
      setBusy(false);
    }
  }
  return (
    <Dialog
      isWide
      isDirty={form !== EMPTY}
      title={t("title", { name: props.conversation.contact.name })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="submit" form="ask" variant="primary" busy={isBusy}>
            {t("send")}
          </Button>
        </>
      }
    >
      <form id="ask" onSubmit={send} noValidate className="flex flex-col gap-4">
        <Field label={t("kind")}>
          {(control) => (
            <Select
              {...control}
              value={form.kind}
              onChange={(event) => set({ kind: event.target.value as AskForm["kind"] })}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("content")} hint={t(`hints.${form.kind}`)} error={errors.content}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={10_000}
              value={form.content}
              onChange={(event) => set({ content: event.target.value })}
            />
          )}
        </Field>
        {form.kind === "choices" ? (
          <Field label={t("choices")} hint={t("choicesHint")} error={errorBelow(errors, "ask.choices")}>
            {(control) => (
              <TextArea
                {...control}
                value={form.choices}
                onChange={(event) => set({ choices: event.target.value })}
              />
            )}
          </Field>
        ) : form.kind === "cards" ? (
          <CardsEditor
            cards={form.cards}
            pictures={form.pictures}
            errorOf={(path) => errors[`ask.cards.${path}`]}
            onChange={(cards, pictures = form.pictures) => set({ cards, pictures })}
          />
        ) : (
          <QuestionList
            fields={form.fields}
            definitions={definitions}
            errorOf={(path) => errors[`ask.fields.${path}`]}
            onChange={(fields) => set({ fields })}
          />
        )}
        {errors[""] ? (
          <p role="alert" className="text-danger-text text-meta">
            {errors[""]}
          </p>
        ) : null}
        <section aria-label={t("preview")} className="rounded-12 bg-sunken p-3">
          <p className="mb-2 text-meta text-text-3">{t("preview")}</p>
          <div className="ml-auto w-fit max-w-full rounded-14 rounded-br-4 bg-bubble-out px-3 py-2 text-bubble-out-text">
            <p className="whitespace-pre-wrap break-words text-message">{form.content || t("nothing")}</p>
            <AskShown ask={{ ...ask, answer: null } as Asked} />
          </div>
        </section>
      </form>
    </Dialog>
  );
}

function fieldsOf(error: unknown): Record<string, string> {
  return (error as { data?: { fields?: Record<string, string> } | null }).data?.fields ?? {};
}

/** Of a list the first that is wrong speaks for all of it. */
function errorBelow(errors: Record<string, string>, path: string): string | undefined {
  return Object.entries(errors).find(([field]) => field.startsWith(path))?.[1];
}
