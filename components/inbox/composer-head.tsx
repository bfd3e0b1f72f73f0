"use client";

import { CirclePause, CornerUpLeft, UsersRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { plainText } from "../../server/core/plain-text";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { mendPath } from "../shell/mend-path";
import { Button } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { usePeople } from "./people";
import type { ComposerState } from "./use-composer";
import { WindowStrip } from "./window-strip";

/** Above the text: that replies wait, how long one may still write freely, what it answers, and before it is sent what others have written meanwhile. */
export default function ComposerHead(props: { conversation: ConversationSummary; state: ComposerState }) {
  const { news, draft, hours, pausedFor } = props.state;
  return (
    <>
      {pausedFor ? <PausedStrip inboxId={props.conversation.inboxId} reason={pausedFor} /> : null}
      {hours ? <WindowStrip {...props} hours={hours} /> : null}
      {news ? <SendGuard {...props} news={news} /> : null}
      {draft?.replyTo ? <Answered {...props} quote={draft.replyTo} /> : null}
    </>
  );
}

type Props = Parameters<typeof ComposerHead>[0];

/** The inbox sends nothing until it is mended: what is written waits. */
function PausedStrip({ inboxId, reason }: { inboxId: string; reason: string }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const mayMend = me.member.permissions.includes("channel_configure");
  return (
    <div
      role="status"
      className="col-span-3 flex items-center gap-2 border-danger-line border-b bg-danger-soft px-3 py-2 text-body text-danger-text sm:first:rounded-t-12"
    >
      <CirclePause aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 grow">
        <b className="font-semibold">{t("trace.paused.fact")}</b> {reason}{" "}
        <span className="max-sm:hidden">{t(mayMend ? "trace.paused.mended" : "trace.paused.next")}</span>
      </p>
      {mayMend ? (
        <NavLink
          href={mendPath(me.tenant.slug, inboxId)}
          className="-my-1 flex shrink-0 items-center rounded-6 px-1.5 py-1 font-semibold hover:bg-press/50 max-sm:min-h-11"
        >
          {t("shell.paused.mend")}
        </NavLink>
      ) : null}
    </div>
  );
}

const TICK_MS = 1_000;

/** Drawn anew each second: how long ago something was stays true while it is looked at. */
function useSeconds(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
}

/** "Priya replied 20 s ago: …", before anything leaves. */
function SendGuard({ conversation, state, news }: Props & { news: NonNullable<ComposerState["news"]> }) {
  const t = useTranslations("inbox.composer");
  const people = usePeople(conversation);
  const reader = useReader();
  useSeconds();
  function when(iso: string): string {
    const seconds = Math.max(1, Math.round((Date.now() - Date.parse(iso)) / 1000));
    if (seconds < 60) return t("secondsAgo", { count: seconds });
    return seconds < 3600
      ? t("minutesAgo", { count: Math.round(seconds / 60) })
      : t("longAgo", { time: formatTime(iso, reader) });
  }
  return (
    <div
      role="alert"
      className="col-span-3 overflow-hidden rounded-t-12 border-info-line border-b bg-info-soft"
    >
      <ul className="max-h-32 overflow-y-auto px-3 py-2 text-body text-info-text">
        {news.slice(-3).map((message) => (
          <li key={message.id} className="flex items-start gap-2 py-0.5">
            <UsersRound aria-hidden="true" size={14} strokeWidth={1.75} className="mt-0.5 shrink-0" />
            <span className="min-w-0">
              {/* What is read out once is not read out each second. */}
              <b aria-live="off" className="font-semibold">
                {t(message.kind === "note" ? "newsNote" : "news", {
                  name: people.author(message).firstName,
                  when: when(message.createdAt),
                })}
              </b>{" "}
              “
              {(message.kind === "incoming" || message.extras?.marks
                ? message.content
                : plainText(message.content)) || message.attachments[0]?.name}
              ”
            </span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2 bg-surface px-3 py-2 text-text">
        <p className="mr-auto min-w-0 truncate text-meta text-text-2">
          {t("yourDraft", { text: state.text })}
        </p>
        <Button size="sm" onClick={() => state.send()}>
          {t("sendAnyway")}
        </Button>
        <Button size="sm" variant="primary" autoFocus onClick={state.keepEditing}>
          {t("keepEditing")}
        </Button>
      </div>
    </div>
  );
}

function Answered({
  conversation,
  state,
  quote,
}: Props & { quote: NonNullable<ComposerState["draft"]>["replyTo"] }) {
  const t = useTranslations("inbox.composer");
  const people = usePeople(conversation);
  const { me } = useWorkspace();
  if (!quote) return null;
  const isOwn = quote.author.id === me.member.id;
  const name = isOwn ? t("yourself") : people.author(quote).firstName;
  return (
    <div className="col-span-3 mx-2 mt-2 flex items-center gap-2 rounded-8 border-primary border-l-[3px] bg-press/50 py-1 pr-1 pl-2.5">
      <CornerUpLeft aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-text-2" />
      <p className="min-w-0 grow truncate text-meta text-text-2">
        <span className="font-semibold">{t("answering", { name })}</span> {quote.text || quote.fileName}
      </p>
      <button
        type="button"
        aria-label={t("notAnswering")}
        onClick={() => state.answer(null)}
        className="grid size-6 shrink-0 place-items-center rounded-6 text-text-2 hover:bg-press max-sm:size-11"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.75} />
      </button>
    </div>
  );
}
