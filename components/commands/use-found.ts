"use client";

import { useEffect, useState } from "react";
import type { ContactListed } from "../../server/modules/contacts/schema";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { FoundMessage } from "../../server/modules/messages/search-schema";
import { useWorkspace } from "../realtime/context";
import { mayOpen } from "../shell/areas";

export type Found = {
  conversations: readonly ConversationSummary[];
  contacts: readonly ContactListed[];
  messages: readonly FoundMessage[];
};

const NOTHING: Found = { conversations: [], contacts: [], messages: [] };
const AFTER_MS = 150;
const SHORTEST = 2;
const MOST = 5;

/**
 * What the server finds for the words, of all there is and not only of what is loaded: asked once typing pauses. An answer to
 * other words than those that stand there now is dropped; the last one stays until the new one comes.
 */
export function useFound(typed: string): { found: Found; isLoading: boolean; isFailed: boolean } {
  const { api, me } = useWorkspace();
  const [known, setKnown] = useState<{ of: string; found: Found; isFailed: boolean } | null>(null);
  const words = typed.slice(0, 100);
  const number = Number(/^#?(\d{1,9})$/.exec(words)?.[1] ?? 0);
  const isAsked = words.length >= SHORTEST || number > 0;
  const seesConversations = mayOpen("inbox", me.member);
  const seesContacts = mayOpen("contacts", me.member);
  useEffect(() => {
    if (!isAsked) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const query = words;
      const asked = [
        seesConversations ? api.search.conversations.query({ query, limit: MOST }) : [],
        seesConversations && number > 0 ? api.search.number.query({ number }) : null,
        seesConversations ? api.search.messages.query({ query, limit: MOST }) : null,
        seesContacts ? api.contacts.list.query({ search: query, limit: MOST }) : null,
      ] as const;
      try {
        const [conversations, numbered, messages, contacts] = await Promise.all(asked);
        if (isOld) return;
        const found = {
          conversations: numbered
            ? [numbered, ...conversations.filter(({ id }) => id !== numbered.id)]
            : conversations,
          contacts: contacts?.items ?? [],
          messages: messages?.items ?? [],
        };
        setKnown({ of: words, found, isFailed: false });
      } catch {
        if (!isOld) setKnown({ of: words, found: NOTHING, isFailed: true });
      }
    }, AFTER_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [api, words, number, isAsked, seesConversations, seesContacts]);
  if (!isAsked) return { found: NOTHING, isLoading: false, isFailed: false };
  const isCurrent = known?.of === words;
  return {
    found: known?.found ?? NOTHING,
    isLoading: !isCurrent,
    isFailed: isCurrent && known.isFailed,
  };
}
