"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { ChannelTile } from "../inbox/channel";
import { useNames } from "../inbox/reference";
import { useWorkspace } from "../realtime/context";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { Skeleton } from "../ui/skeleton";
import { useConversationsTold } from "./use-conversations-told";

const TONES: Record<ConversationSummary["status"], Tone> = {
  open: "primary",
  pending: "warning",
  snoozed: "neutral",
  resolved: "success",
};

/** The contact's conversations that this member may see, page by page, followed live. */
export function ConversationsOf({ contactId }: { contactId: string }) {
  const t = useTranslations("contactPages");
  const inbox = useTranslations("inbox");
  const { api, me } = useWorkspace();
  const { inboxes } = useNames();
  const reader = useReader();
  const now = useNow();
  const [page, setPage] = useState<{ items: ConversationSummary[]; nextCursor: string | null } | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const load = useCallback(() => {
    api.contacts.conversations.query({ contactId, limit: 20 }).then(
      (found) => {
        setPage(found);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, [api, contactId]);
  useEffect(load, [load]);
  useConversationsTold(contactId, load);
  async function more() {
    if (!page?.nextCursor) return;
    const next = await api.contacts.conversations
      .query({ contactId, cursor: page.nextCursor, limit: 20 })
      .catch(() => null);
    if (next) setPage({ ...next, items: [...page.items, ...next.items] });
    else setFailed(true);
  }
  return (
    <section aria-label={t("conversations")} className="rounded-12 border border-border p-4 shadow-e1">
      <h2 className="mb-2 font-semibold text-list">{t("conversations")}</h2>
      {!page && !hasFailed ? <Skeleton className="h-10 w-full" /> : null}
      {page?.items.length === 0 ? <p className="text-text-2">{t("noConversations")}</p> : null}
      <ul>
        {page?.items.map((conversation) => (
          <li key={conversation.id}>
            <NavLink
              href={`/t/${me.tenant.slug}/inbox/${conversation.id}?view=all`}
              className="row-focus -mx-2 flex min-h-9 items-center gap-2.5 rounded-8 px-2 hover:bg-hover max-sm:min-h-11"
            >
              <ChannelTile glyph={inboxes.get(conversation.inboxId)?.glyph} />
              <span className="num text-meta text-text-3">#{conversation.displayNumber}</span>
              <span className="min-w-0 grow truncate">{conversation.lastMessage?.preview}</span>
              <Badge tone={TONES[conversation.status]}>{inbox(`is.${conversation.status}`)}</Badge>
              <span className="num w-12 shrink-0 text-right text-meta text-text-3">
                {formatListTime(conversation.lastMessageAt, now, reader)}
              </span>
            </NavLink>
          </li>
        ))}
      </ul>
      {hasFailed ? (
        <p className="flex items-center gap-3 text-text-2">
          {t("failed")}
          <Button size="sm" onClick={load}>
            {t("tryAgain")}
          </Button>
        </p>
      ) : null}
      {page?.nextCursor ? (
        <Button size="sm" className="mt-2" onClick={() => void more()}>
          {t("loadMore")}
        </Button>
      ) : null}
    </section>
  );
}
