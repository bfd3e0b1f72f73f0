"use client";

import { CalendarClock, Clock, MessageCircleWarning } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useEffect, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { ScheduledDto } from "../../server/modules/replies/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useLive, useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { offerUndo } from "../ui/toast-store";
import { useUndoSend } from "./use-undo-send";

const ChangeScheduled = late(() => import("./change-scheduled"));
const LINE = "num mt-0.5 flex flex-wrap items-center justify-end gap-1 text-caption text-text-3";
const LINK = "rounded-4 font-medium text-primary-text underline-offset-2 hover:underline max-sm:py-2";
const ICON = { size: 13, strokeWidth: 1.75, "aria-hidden": true } as const;

/** "Sending in 4 s · Undo", or "Scheduled for 21/11/2026, 09:00 · Change". */
export default function HeldState({
  held,
  conversation,
}: {
  held: ScheduledDto;
  conversation: ConversationSummary;
}) {
  return held.isHeld ? <Countdown held={held} /> : <Scheduled held={held} conversation={conversation} />;
}

function Countdown({ held }: { held: ScheduledDto }) {
  const t = useTranslations("inbox.state");
  const undo = useUndoSend();
  const { held: store, me } = useWorkspace();
  const due = Date.parse(held.dueAt);
  const [now, setNow] = useState(() => Date.now());
  const isLate = now - due > 15_000;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    // Its message should have come: ask what became of it.
    if (isLate) void store.load(held.conversationId);
  }, [isLate, store, held.conversationId]);
  const left = Math.ceil((due - now) / 1000);
  const isOpen = left > 0 && held.memberId === me.member.id;
  const latest = useRef(() => {});
  useEffect(() => {
    latest.current = () => void undo(held);
  });
  useEffect(() => (isOpen ? offerUndo(() => latest.current()) : undefined), [isOpen]);
  return (
    <p className={LINE}>
      <Clock {...ICON} />
      {left > 0 ? t("sendingIn", { seconds: left }) : t("sending")}
      {left > 0 ? (
        <>
          {" · "}
          <button type="button" className={LINK} onClick={() => void undo(held)}>
            {t("undo")}
          </button>
        </>
      ) : null}
    </p>
  );
}

function Scheduled({ held, conversation }: { held: ScheduledDto; conversation: ConversationSummary }) {
  const t = useTranslations("inbox.state");
  const reader = useReader();
  const { me } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const wroteSince = useLive((live) =>
    live.model.threads
      .get(held.conversationId)
      ?.items.some((m) => m.kind === "incoming" && m.createdAt > held.createdAt),
  );
  const mayChange =
    held.memberId === me.member.id || me.member.permissions.includes("conversation_manage_all");
  return (
    <>
      <p className={LINE}>
        <CalendarClock {...ICON} />
        {t("scheduledFor", { time: formatDateTime(held.dueAt, reader) })}
        {mayChange ? (
          <>
            {" · "}
            <button type="button" className={LINK} onClick={() => setOpen(true)}>
              {t("change")}
            </button>
          </>
        ) : null}
      </p>
      {wroteSince ? (
        <p className={`${LINE} text-warning-text!`}>
          <MessageCircleWarning {...ICON} />
          {t("wroteSince", { name: conversation.contact.name.split(/\s+/)[0] ?? "" })}
        </p>
      ) : null}
      {isOpen ? (
        <Suspense>
          <ChangeScheduled held={held} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
