"use client";

import { CornerUpLeft, UsersRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { plainText } from "../../server/core/plain-text";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { usePeople } from "./people";
import type { ComposerState } from "./use-composer";
import { WindowStrip } from "./window-strip";

/** Above the text: how long one may still write freely, what it answers, and before it is sent what others have written meanwhile. */
export default function ComposerHead(props: { conversation: ConversationSummary; state: ComposerState }) {
  const { news, draft, hours } = props.state;
  return (
    <>
      {hours ? <WindowStrip conversation={props.conversation} hours={hours} /> : null}
      {news ? <SendGuard {...props} news={news} /> : null}
      {draft?.replyTo ? <Answered {...props} quote={draft.replyTo} /> : null}
    </>
  );
}

type Props = Parameters<typeof ComposerHead>[0];

/** "Priya replied 20 s ago: …", before anything leaves. */
function SendGuard({ conversation, state, news }: Props & { news: NonNullable<ComposerState["news"]> }) {
  const t = useTranslations("inbox.composer");
  const people = usePeople(conversation);
  const reader = useReader();
  useNow();
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
              <b className="font-semibold">
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
