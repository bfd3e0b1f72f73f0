"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { previewOf } from "../../server/core/plain-text";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useLive, useWorkspace } from "../realtime/context";
import { jumpTo } from "./jump";
import { usePeople } from "./people";

/** What a message answers: bar, author, one line; pressing it goes there. */
export default function QuoteLine(props: {
  quote: NonNullable<MessageDto["replyTo"]>;
  conversation: ConversationSummary;
}) {
  const t = useTranslations("inbox");
  const { quote, conversation } = props;
  const { engine, me } = useWorkspace();
  const people = usePeople(conversation);
  // It may have been changed or taken away since it was quoted.
  const known = useLive((live) => live.model.threads.get(conversation.id)?.known.get(quote.seq));
  const now = known?.id === quote.id ? known : undefined;
  const isDeleted = quote.isDeleted || now?.isDeleted;
  const words = now
    ? previewOf(now.content, now.attachments, now.kind, now.extras?.marks)
    : quote.text || quote.fileName;
  const author = quote.author.id === me.member.id ? t("you") : people.author(quote).firstName;
  return (
    <button
      type="button"
      aria-label={t("message.quote", { author })}
      onClick={() => void jumpTo(engine, conversation.id, quote.seq)}
      className="mb-1 block w-full rounded-6 border-current/40 border-l-[3px] bg-current/5 py-0.5 pr-2 pl-2 text-left text-meta"
    >
      <span className="block font-semibold">{author}</span>
      <span className={clsx("block truncate opacity-80", isDeleted && "italic")}>
        {isDeleted ? t("message.deleted") : words}
      </span>
    </button>
  );
}
