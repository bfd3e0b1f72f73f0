"use client";

import { clsx } from "clsx";
import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useCommands } from "../commands/registry";
import { useWorkspace } from "../realtime/context";
import { IconButton } from "../ui/icon-button";
import { useHydrated } from "../ui/use-hydrated";
import { ComposerTabs } from "./composer-tabs";
import type { DraftMode } from "./drafts";
import { Limit, MAX_CONTENT } from "./limit";
import { useNames } from "./reference";
import { SendButton } from "./send-button";
import { TeamTyping } from "./team-typing";
import { UploadStrip } from "./upload-strip";
import { useDraft, useDrafts } from "./use-drafts";
import { useFileDrop } from "./use-file-drop";
import { useUploads } from "./use-uploads";

/** Where a reply or a private note is written. Ctrl Enter sends; Enter is a new line. */
export function Composer(props: {
  conversation: ConversationSummary;
  can: { reply: boolean; note: boolean };
  dropZone: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations("inbox.composer");
  const { id, contact, inboxId } = props.conversation;
  const { acts, outgoing } = useWorkspace();
  const { inboxes } = useNames();
  const drafts = useDrafts();
  const isHydrated = useHydrated();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState<DraftMode>(props.can.reply ? "reply" : "note");
  const text = useDraft(id, mode);
  const { uploads, items, attach } = useUploads(id);
  const isDropping = useFileDrop(props.dropZone, attach);
  useFieldHeight(field, text);

  const isNote = mode === "note";
  const isUploading = items.some((upload) => upload.state === "running");
  const isReady = text.trim() !== "" || items.some((upload) => upload.state === "done");
  const isTooLong = text.length > MAX_CONTENT;
  const whyNot = isUploading
    ? t("uploading")
    : isTooLong
      ? t("tooLong", { max: MAX_CONTENT.toLocaleString("en-GB"), count: text.length.toLocaleString("en-GB") })
      : isReady
        ? null
        : t("empty");

  function send() {
    if (whyNot) return;
    acts.typingStopped();
    outgoing.add({
      conversationId: id,
      kind: isNote ? "note" : "outgoing",
      content: text.trim(),
      files: uploads.take(id),
    });
    drafts.set(id, mode, "");
    drafts.flush();
    field.current?.focus();
  }
  function write(to: DraftMode) {
    if (to === "note" ? !props.can.note : !props.can.reply) return;
    setMode(to);
    // After the field has taken its new name.
    requestAnimationFrame(() => field.current?.focus());
  }
  useCommands({
    reply: props.can.reply ? () => write("reply") : undefined,
    note: props.can.note ? () => write("note") : undefined,
    attach: () => picker.current?.click(),
    switch: () => write(isNote ? "reply" : "note"),
  });

  return (
    <div className="shrink-0 px-3 pb-3 max-sm:border-border max-sm:border-t max-sm:px-0 max-sm:pb-[env(safe-area-inset-bottom)]">
      <div
        id="composer"
        data-region
        className={clsx(
          "relative grid grid-cols-[auto_1fr_auto] rounded-12 border transition-shadow duration-80 max-sm:items-end max-sm:rounded-none max-sm:border-0",
          isNote ? "border-note-line bg-note text-note-text" : "border-border bg-surface",
          "has-[textarea:focus]:border-primary has-[textarea:focus]:shadow-[0_0_0_3px_color-mix(in_srgb,var(--primary)_16%,transparent)] max-sm:has-[textarea:focus]:shadow-none",
        )}
      >
        {isDropping ? (
          <p className="pointer-events-none absolute inset-0 z-10 grid place-items-center rounded-12 border-2 border-primary border-dashed bg-primary-soft font-medium text-primary-text">
            {t("drop")}
          </p>
        ) : null}
        <div className="col-span-3 flex items-center justify-between gap-3 px-2 pt-2">
          <ComposerTabs mode={mode} can={props.can} onChoose={write} />
          <TeamTyping conversation={props.conversation} />
        </div>
        <textarea
          ref={field}
          data-region-focus
          rows={1}
          value={text}
          readOnly={!isHydrated}
          aria-label={
            isNote
              ? t("noteLabel")
              : t("label", { name: contact.name, inbox: inboxes.get(inboxId)?.name ?? "" })
          }
          aria-describedby={`${id}-limit`}
          aria-invalid={isTooLong || undefined}
          placeholder={isNote ? t("noteHint") : t("replyHint")}
          onChange={(event) => {
            drafts.set(id, mode, event.target.value);
            if (event.target.value.trim()) acts.typing(id, isNote);
            else acts.typingStopped();
          }}
          onBlur={() => acts.typingStopped()}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attach(files);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send();
            } else if (event.key === "Escape") {
              field.current?.blur();
            }
          }}
          className="scroll-area col-span-3 block max-h-[40dvh] min-h-14 w-full resize-none bg-transparent px-3 py-2 text-message outline-none [field-sizing:content] placeholder:text-text-3 max-sm:order-2 max-sm:col-span-1 max-sm:my-2 max-sm:min-h-11 max-sm:rounded-20 max-sm:border max-sm:border-border max-sm:py-2.5 max-sm:text-[1rem] max-sm:focus:border-primary"
        />
        <UploadStrip
          items={items}
          onRemove={(key) => uploads.remove(id, key)}
          onRetry={(key) => uploads.retry(id, key)}
        />
        <IconButton
          icon={Paperclip}
          label={t("attach")}
          onClick={() => picker.current?.click()}
          className="mb-2 ml-2 max-sm:order-1 max-sm:mr-1 max-sm:ml-1"
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            attach([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <Limit id={`${id}-limit`} length={text.length} />
        <SendButton isNote={isNote} whyNot={whyNot} onSend={send} />
      </div>
    </div>
  );
}

/** Grows with the text where the browser cannot do it by itself (field-sizing). */
function useFieldHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const at = field.current;
    if (!at || CSS.supports("field-sizing", "content")) return;
    at.style.height = "auto";
    at.style.height = `${at.scrollHeight}px`;
  }, [field, text]);
}
