"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { ChannelTile } from "../inbox/channel";
import { useNames } from "../inbox/reference";
import { useRoute } from "../inbox/use-route";
import { useLive, useWorkspace } from "../realtime/context";
import { isPlainClick } from "../ui/nav-link";
import { useConversationsTold } from "./use-conversations-told";

const SHOWN = 5;
const ASK_AFTER_MS = 150;

/** The contact's other conversations, newest first; a click opens one in place. */
export function Earlier({ contactId, conversationId }: { contactId: string; conversationId: string }) {
  const t = useTranslations("contacts");
  const { api } = useWorkspace();
  const { inboxes } = useNames();
  const { href, go } = useRoute();
  const reader = useReader();
  const [found, setFound] = useState<ConversationSummary[]>([]);
  const [most, setMost] = useState(SHOWN);
  const revision = useLive((engine) => engine.model.shown.get(conversationId)?.contact.id);
  const [turn, setTurn] = useState(0);
  useConversationsTold(contactId, () => setTurn((last) => last + 1), conversationId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when one of them has changed, or a merge has moved this one.
  useEffect(() => {
    let isCurrent = true;
    const asking = setTimeout(() => {
      api.contacts.conversations.query({ contactId, limit: 50 }).then(
        ({ items }) => isCurrent && setFound(items),
        () => {},
      );
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(asking);
      isCurrent = false;
    };
  }, [api, contactId, conversationId, revision, turn]);
  const earlier = found.filter(({ id }) => id !== conversationId);
  if (earlier.length === 0) return null;
  return (
    <section aria-label={t("earlier")} className="border-border border-t border-b px-4 py-3">
      <h3 className="mb-1 flex justify-between font-semibold text-meta">
        {t("earlier")}
        <span className="num font-normal text-text-3">{earlier.length}</span>
      </h3>
      <ul>
        {earlier.slice(0, most).map((conversation) => {
          const to = { conversationId: conversation.id, showsDetails: false };
          return (
            <li key={conversation.id}>
              <a
                href={href(to)}
                onClick={(event) => {
                  if (!isPlainClick(event)) return;
                  event.preventDefault();
                  go(to);
                }}
                className="row-focus -mx-1.5 flex h-7 items-center gap-2 rounded-6 px-1.5 hover:bg-hover max-sm:h-11"
              >
                <ChannelTile glyph={inboxes.get(conversation.inboxId)?.glyph} isSmall />
                <span className="min-w-0 grow truncate">
                  {conversation.lastMessage?.preview || `#${conversation.displayNumber}`}
                </span>
                <span className="num shrink-0 text-meta text-text-3">
                  {formatDate(conversation.lastMessageAt, reader)}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {earlier.length > most ? (
        <button
          type="button"
          className="mt-1 text-meta text-primary-text hover:underline"
          onClick={() => setMost(50)}
        >
          {t("showMore", { count: earlier.length - most })}
        </button>
      ) : null}
    </section>
  );
}
