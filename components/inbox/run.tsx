"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Fragment, memo, Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { late } from "../ui/late";
import { Bubble, NoteHead } from "./bubble";
import { MessageFrame } from "./message-frame";
import { MessageState } from "./message-state";
import { usePeople } from "./people";

const MessageExtras = late(() => import("./message-extras"));

/** What one author said in one go; the avatar and the state stand at the last. */
export const Run = memo(function Run(props: {
  messages: readonly MessageDto[];
  conversation: ConversationSummary;
}) {
  const { messages, conversation } = props;
  const t = useTranslations("inbox");
  const { me } = useWorkspace();
  const people = usePeople(conversation);
  const reader = useReader();
  const first = messages[0]!;
  const last = messages.at(-1)!;
  const kind = first.kind === "note" || first.kind === "outgoing" ? first.kind : "incoming";
  const author = people.author(first);
  if (first.kind === "activity")
    return messages.map((message) => (
      <Suspense key={message.id}>
        <MessageExtras at="line" message={message} conversation={conversation} />
      </Suspense>
    ));
  const isOwn = first.author.kind === "member" && first.author.id === me.member.id;
  return (
    // What I have written myself is not read back to me.
    <div
      className={clsx("mb-[11px] flex gap-2", kind === "incoming" ? "pr-9" : "justify-end")}
      aria-live={isOwn ? "off" : undefined}
    >
      {kind === "incoming" ? (
        <Avatar id={author.id} name={author.name} size={28} className="self-end mb-[18px]" />
      ) : null}
      <div className="flex min-w-0 grow flex-col gap-[3px]">
        {messages.map((message) => {
          const time = formatTime(message.createdAt, reader);
          const extras = (at: "head" | "words" | "below" | "foot", more?: unknown) =>
            (message.isDeleted ? message.extras?.notDone : message.extras || more) ? (
              <Suspense fallback={at === "words" && message.content}>
                <MessageExtras at={at} message={message} conversation={conversation} />
              </Suspense>
            ) : null;
          const { status } = message;
          const isStuck = status === "failed" || (status === "queued" && message.extras?.waits);
          return (
            <Fragment key={message.id}>
              <MessageFrame message={message} conversation={conversation} isOurs={kind !== "incoming"}>
                <Bubble
                  kind={kind}
                  text={message.content}
                  drawn={message.extras?.isFormatted ? extras("words") : null}
                  files={message.attachments}
                  isDeleted={message.isDeleted}
                  isSticker={message.extras?.kind === "sticker"}
                  isLast={message === last}
                  spoken={t(kind === "note" ? "noteBy" : "wroteAt", {
                    author: isOwn ? t("you") : author.name,
                    time,
                  })}
                  foot={extras("below", message.data)}
                  head={
                    <>
                      {kind === "note" ? <NoteHead author={author.name} time={time} /> : null}
                      {extras("head", message.replyTo)}
                    </>
                  }
                />
              </MessageFrame>
              {extras("foot")}
              {isStuck && message !== last ? (
                <MessageState message={message} conversation={conversation} />
              ) : null}
            </Fragment>
          );
        })}
        {kind === "incoming" ? (
          <time dateTime={last.createdAt} className="num mt-0.5 text-caption text-text-3">
            {formatTime(last.createdAt, reader)}
          </time>
        ) : kind === "outgoing" ? (
          <MessageState message={last} conversation={conversation} />
        ) : null}
      </div>
    </div>
  );
});
