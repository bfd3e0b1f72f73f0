"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useCommands } from "../commands/registry";
import { useLive, useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { useHydrated } from "../ui/use-hydrated";
import { useSettled } from "../ui/use-settled";
import { ComposerTabs } from "./composer-tabs";
import { ComposerTools, type Panel } from "./composer-tools";
import type { DraftMode } from "./drafts";
import { useNames } from "./reference";
import { SendButton } from "./send-button";
import { useComposer } from "./use-composer";
import { useFileDrop } from "./use-file-drop";

const TeamTyping = late(() => import("./team-typing"));
const loadExtras = () => import("./composer-extras");
const loadHead = () => import("./composer-head");
const loadHeld = () => import("./held-state");
const loadStrip = () => import("./upload-strip");
const ComposerExtras = late(loadExtras);
const ComposerHead = late(loadHead);
const UploadStrip = late(loadStrip);
const ComposerPanel = late(() => import("./composer-panel"));

/** Where a reply or a private note is written. What is not needed to begin is loaded with the first focus. */
export function Composer(props: {
  conversation: ConversationSummary;
  can: { reply: boolean; note: boolean };
  dropZone: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations("inbox.composer");
  const { id, contact, inboxId } = props.conversation;
  const { acts, me } = useWorkspace();
  const { inboxes } = useNames();
  const isHydrated = useHydrated();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState<DraftMode>(props.can.reply ? "reply" : "note");
  const [isAwake, setAwake] = useState(false);
  const isClaimed = useLive(({ typing }) => typing.claim(props.conversation.id) !== undefined);
  const isSettled = useSettled();
  const [panel, setPanel] = useState<Panel | null>(null);
  const state = useComposer(props.conversation, mode, field);
  const { text, problem, items } = state;
  const isDropping = useFileDrop(props.dropZone, state.attach);
  useFieldHeight(field, text);

  // Here before the network may be gone: what is written offline goes the same way.
  useEffect(() => {
    if (!isSettled) return;
    for (const load of [loadExtras, loadHead, loadStrip, loadHeld]) load().catch(() => {});
  }, [isSettled]);

  const isNote = mode === "note";
  const whyNot = problem && t(problem, { max: state.max, count: state.length });

  function write(to: DraftMode) {
    if (to === "note" ? !props.can.note : !props.can.reply) return;
    // After the field has taken its new name, and before the next key.
    flushSync(() => setMode(to));
    field.current?.focus();
  }
  useCommands({
    reply: props.can.reply ? () => write("reply") : undefined,
    note: props.can.note ? () => write("note") : undefined,
    switch: () => write(isNote ? "reply" : "note"),
    attach: () => picker.current?.click(),
  });
  function onKeyDown(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    const mod = event.ctrlKey || event.metaKey;
    const sends = mod || (me.member.preferences.sendWith === "enter" && !event.shiftKey);
    if (event.key === "Enter" && sends) {
      event.preventDefault();
      state.send({ isResolving: mod && event.shiftKey && !isNote && state.mayResolve });
    } else if (event.key === "Escape") {
      field.current?.blur();
    }
  }

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
        <Suspense>
          {state.news || state.draft?.replyTo || state.hours || state.pausedFor ? (
            <ComposerHead conversation={props.conversation} state={state} />
          ) : null}
        </Suspense>
        <div className="col-span-3 flex items-center justify-between gap-3 px-2 pt-2">
          <ComposerTabs mode={mode} can={props.can} onChoose={write} />
          {isSettled ? (
            <Suspense>
              <TeamTyping conversation={props.conversation} />
            </Suspense>
          ) : null}
        </div>
        <div className="relative col-span-3 grid min-w-0 max-sm:order-2 max-sm:col-span-1">
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
            aria-invalid={problem === "tooLong" || undefined}
            placeholder={isNote ? t("noteHint") : t("replyHint")}
            onChange={(event) => state.write(event.target.value)}
            onFocus={() => setAwake(true)}
            onBlur={() => acts.typingStopped()}
            onPaste={(event) => {
              const files = [...event.clipboardData.files];
              if (files.length === 0) return;
              event.preventDefault();
              state.attach(files);
            }}
            onKeyDown={onKeyDown}
            className="scroll-area relative block max-h-[40dvh] min-h-14 w-full resize-none bg-transparent px-3 py-2 text-message caret-text outline-none [field-sizing:content] placeholder:text-text-3 data-live:text-transparent max-sm:my-2 max-sm:min-h-11 max-sm:rounded-20 max-sm:border max-sm:border-border max-sm:py-2.5 max-sm:text-[1rem] max-sm:focus:border-primary"
          />
          <Suspense>
            {(isAwake || isClaimed) && isSettled ? (
              <ComposerExtras conversation={props.conversation} field={field} mode={mode} state={state} />
            ) : null}
          </Suspense>
        </div>
        <Suspense>
          {items.length > 0 ? (
            <UploadStrip
              items={items}
              onRemove={(key) => state.uploads.remove(state.place, key)}
              onRetry={(key) => state.uploads.retry(state.place, key)}
            />
          ) : null}
          {panel ? (
            <ComposerPanel panel={panel} field={field} state={state} onClose={() => setPanel(null)} />
          ) : null}
        </Suspense>
        <ComposerTools
          field={field}
          panel={panel}
          length={state.length}
          max={state.max}
          limitId={`${id}-limit`}
          onAttach={() => picker.current?.click()}
          onPanel={(next) => setPanel(next === panel ? null : next)}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            state.attach([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <SendButton
          isNote={isNote}
          whyNot={whyNot}
          mayResolve={state.mayResolve}
          onSend={state.send}
          onLater={() => setPanel("later")}
        />
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
