"use client";

import { useEffect, useState } from "react";
import type { ListedConversation } from "../../server/modules/conversations/schema";
import type { FoundMessage, FoundMessages } from "../../server/modules/messages/search-schema";
import { useWorkspace } from "../realtime/context";

export type SearchFilters = { inboxId: string; memberId: string; span: "any" | "day" | "week" | "month" };
type FoundContact = { id: string; name: string; email: string | null; phone: string | null };
type Found = {
  messages: FoundMessage[];
  contacts: FoundContact[];
  conversation: ListedConversation | null;
  cursor: string | null;
};

const AFTER_MS = 200;
const CONTACTS = 3;
const DAYS = { any: 0, day: 1, week: 7, month: 31 } as const;

/** What is found for the words, asked once typing pauses; what was asked before is dropped. */
export function useSearch(query: string, filters: SearchFilters) {
  const { api, me } = useWorkspace();
  const [found, setFound] = useState<(Found & { of: string }) | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const words = query.trim();
  const key = JSON.stringify([words, filters]);
  const seesContacts = me.member.permissions.includes("contact_view");

  async function messages(cursor?: string): Promise<FoundMessages> {
    const days = DAYS[filters.span];
    return api.search.messages.query({
      query: words,
      inboxId: filters.inboxId || undefined,
      memberId: filters.memberId || undefined,
      since: days ? new Date(Date.now() - days * 86_400_000).toISOString() : undefined,
      cursor,
    });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that is asked for.
  useEffect(() => {
    if (!words) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const number = Number(/^#?(\d{1,9})$/.exec(words)?.[1]);
      try {
        const [page, conversation, contacts] = await Promise.all([
          messages(),
          number > 0 ? api.search.number.query({ number }) : null,
          seesContacts ? api.contacts.list.query({ search: words.slice(0, 100), limit: CONTACTS }) : null,
        ]);
        if (!isCurrent) return;
        setFailed(null);
        setFound({
          of: key,
          messages: page.items,
          cursor: page.nextCursor,
          conversation,
          contacts: contacts?.items ?? [],
        });
      } catch {
        if (isCurrent) setFailed(key);
      }
    }, AFTER_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, key, attempt]);

  const isReady = found?.of === key;
  const { messages: items = [], contacts = [], conversation = null, cursor = null } = found ?? {};
  return {
    isReady: isReady || (found !== null && items.length > 0 && failed !== key),
    failed: failed === key,
    again() {
      setFailed(null);
      setAttempt(attempt + 1);
    },
    isEmpty: isReady && items.length + contacts.length === 0 && !conversation && !cursor,
    messages: items,
    contacts,
    conversation,
    more: cursor
      ? async () => {
          const page = await messages(cursor).catch(() => null);
          setFound((now) =>
            page && now?.of === key
              ? { ...now, messages: [...now.messages, ...page.items], cursor: page.nextCursor }
              : now,
          );
        }
      : null,
  };
}
