"use client";

import { ArrowLeft, BatteryFull, Paperclip, Phone, SendHorizontal, Wifi } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { PhoneShown } from "../../server/boot/phone/handler";
import type { PhoneMessage } from "../../server/boot/phone/state";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { initialsOf } from "../ui/avatar";
import { Bubble } from "./bubble";
import type { Ask } from "./use-phone";

const MAX_FILE = 8 * 1024 * 1024;

/** The phone in the customer's hand. It looks the same by day and by night. */
export function Handset(props: {
  chat: PhoneShown["chats"][string];
  network: PhoneShown["networks"][number];
  business: string;
  place: { person: string; network: string };
  editing: string | null;
  ask: Ask;
  onEdited: () => void;
}) {
  const t = useTranslations("phone");
  const reader = useReader();
  const { chat, network, business, place, editing, ask } = props;
  const { messages, typingUntil } = chat;
  const log = useRef<HTMLDivElement>(null);
  const now = Date.now();
  const isTyping = typingUntil > now;
  const last = messages.at(-1);
  const marks = `${last?.mine ?? ""}${last?.theirs ?? ""}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is scrolled to
  useEffect(() => {
    // The chat alone: the page stays where it is.
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages.length, isTyping, marks]);
  return (
    <div className="w-full max-w-76 rounded-[40px] bg-[#14131a] p-2.5 shadow-e3 lg:max-h-[640px] lg:min-h-0 lg:grow">
      <div className="flex h-full max-h-[620px] min-h-[520px] flex-col overflow-hidden rounded-[32px] bg-[#efe7de] text-[#1b1920] lg:max-h-none lg:min-h-0">
        <div className="px-3 pt-2 pb-3 text-white" style={{ backgroundColor: network.glyph.tint }}>
          <p aria-hidden="true" className="num flex items-center px-2 pb-2 font-semibold text-meta">
            <span className="grow">{formatTime(now, reader)}</span>
            <Wifi size={14} />
            <BatteryFull size={16} className="ml-1.5" />
          </p>
          <p className="flex items-center gap-2.5">
            <ArrowLeft aria-hidden="true" size={16} />
            <span
              aria-hidden="true"
              className="grid size-8 place-items-center rounded-full bg-white font-semibold text-[#1b1920]"
            >
              {initialsOf(business).slice(0, 1)}
            </span>
            <span className="min-w-0 grow leading-tight">
              <span className="block truncate font-semibold text-message">{business}</span>
              <span role="status" className="block text-meta">
                {isTyping ? t("typing") : t("businessAccount")}
              </span>
            </span>
            <Phone aria-hidden="true" size={16} />
          </p>
        </div>
        <div
          ref={log}
          role="log"
          aria-label={t("chat")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
          tabIndex={0}
          className="scroll-area flex min-h-0 grow flex-col gap-1.5 p-2.5"
        >
          <p className="mx-auto mt-auto rounded-8 bg-white px-2.5 py-1 text-[#535159] text-meta">
            {t("today")}
          </p>
          {messages.map((message) => (
            <Bubble
              key={message.id}
              message={message}
              quoted={quotedIn(messages, message)}
              onPress={(choice) => ask({ type: "say", ...place, choice, replyTo: message.id })}
            />
          ))}
        </div>
        <Writing
          key={editing ?? "new"}
          tint={network.glyph.tint}
          place={place}
          ask={ask}
          editing={editing}
          text={messages.find(({ id }) => id === editing)?.text ?? ""}
          onEdited={props.onEdited}
        />
      </div>
    </div>
  );
}

function quotedIn(messages: readonly PhoneMessage[], { replyTo }: PhoneMessage): string | null {
  const quoted = messages.find(({ id }) => id === replyTo);
  return quoted?.words?.text ?? quoted?.text ?? null;
}

function Writing(props: {
  tint: string;
  place: { person: string; network: string };
  ask: Ask;
  editing: string | null;
  text: string;
  onEdited: () => void;
}) {
  const t = useTranslations("phone");
  const { tint, place, ask, editing } = props;
  const [text, setText] = useState(props.text);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (editing) field.current?.focus();
  }, [editing]);

  async function send(event: React.FormEvent) {
    event.preventDefault();
    if (!text.trim()) return;
    setText("");
    const isDone = editing
      ? await ask({ type: "edit", ...place, target: editing, text })
      : await ask({ type: "say", ...place, text });
    if (!isDone) setText(text);
    else if (editing) props.onEdited();
  }
  async function attach(file: File | undefined) {
    if (!file || file.size > MAX_FILE) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    const upload = { name: file.name, contentType: file.type, base64: btoa(binary) };
    if (await ask({ type: "say", ...place, text, upload })) setText("");
  }
  return (
    <form onSubmit={send} className="flex items-end gap-1.5 p-2">
      <div className="flex min-h-10 min-w-0 grow flex-col justify-center rounded-[20px] bg-white px-3.5 has-focus-visible:outline-2 has-focus-visible:outline-[#8127e8]">
        {editing ? (
          <p className="flex items-center justify-between pt-1 text-[#535159] text-meta">
            {t("editing")}
            <button
              type="button"
              onClick={props.onEdited}
              className="rounded-4 px-1.5 py-1 font-medium text-[#1b1920] hover:bg-[#f1f0f4] focus-visible:outline-2 focus-visible:outline-[#8127e8] max-sm:min-h-11"
            >
              {t("cancelEdit")}
            </button>
          </p>
        ) : null}
        <span className="flex items-center gap-1">
          <input
            ref={field}
            aria-label={t("write")}
            placeholder={t("write")}
            value={text}
            maxLength={4096}
            autoComplete="off"
            className="h-9 min-w-0 grow bg-transparent text-message outline-none placeholder:text-[#6c6a73]"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape" && editing) props.onEdited();
            }}
          />
          <label className="grid size-8 cursor-pointer place-items-center rounded-full text-[#535159] hover:bg-[#f1f0f4] has-focus-visible:outline-2 has-focus-visible:outline-[#8127e8] max-sm:size-11">
            <Paperclip aria-hidden="true" size={16} strokeWidth={1.75} />
            <input
              type="file"
              aria-label={t("attach")}
              className="sr-only"
              onChange={(event) => {
                void attach(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
          </label>
        </span>
      </div>
      <button
        type="submit"
        aria-label={editing ? t("saveEdit") : t("send")}
        className="grid size-10 shrink-0 place-items-center rounded-full text-white max-sm:size-11"
        style={{ backgroundColor: tint }}
      >
        <SendHorizontal aria-hidden="true" size={16} />
      </button>
    </form>
  );
}
