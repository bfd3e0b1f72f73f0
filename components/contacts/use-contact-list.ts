"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ContactFilter, ContactSort } from "../../server/modules/contacts/filter";
import type { ContactListed, LiveContact } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { type Failure, failureOf } from "../trpc/failure";

export type ContactQuery = {
  search: string;
  filter: ContactFilter;
  sort: ContactSort;
  isDescending: boolean;
};
export type LoadedContacts = { items: ContactListed[]; nextCursor: string | null };

const PAGE = 50;
const SEARCH_MS = 200;
const LIVE_MS = 300;

/** What the server is asked for; no empty search and no empty filter. */
export function questionOf({ search, filter, sort, isDescending }: ContactQuery) {
  return {
    ...(search.trim() && { search: search.trim() }),
    ...(filter.groups.length && { filter }),
    sort,
    isDescending,
  };
}

/** The list that a search, a filter and an order make, followed live. What is shown stays until its successor is here. */
export function useContactList(query: ContactQuery, initial: LoadedContacts) {
  const { api, engine } = useWorkspace();
  const [list, setList] = useState(initial);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [count, setCount] = useState<number | null>(null);
  const turn = useRef(0);
  const shown = useRef(initial.items.length);
  shown.current = list.items.length;
  const key = JSON.stringify(questionOf(query));

  const load = useCallback(
    async (limit = PAGE) => {
      const own = ++turn.current;
      const question = JSON.parse(key);
      setLoading(true);
      try {
        const [page, total] = await Promise.all([
          api.contacts.list.query({ ...question, limit }),
          api.contacts.count.query({ search: question.search, filter: question.filter }),
        ]);
        if (own !== turn.current) return;
        setList(page);
        setCount(total);
        setFailure(null);
      } catch (error) {
        if (own === turn.current) setFailure(failureOf(error));
      } finally {
        if (own === turn.current) setLoading(false);
      }
    },
    [api, key],
  );
  useEffect(() => {
    const timer = setTimeout(() => void load(), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [load]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void load(Math.min(100, Math.max(PAGE, shown.current))), LIVE_MS);
    };
    const hear = (_: LiveContact) => again();
    engine.onContacts.add(hear);
    engine.onConnected.add(again);
    return () => {
      clearTimeout(timer);
      engine.onContacts.delete(hear);
      engine.onConnected.delete(again);
    };
  }, [engine, load]);

  async function loadMore() {
    if (!list.nextCursor || isLoading) return;
    const own = ++turn.current;
    setLoading(true);
    try {
      const page = await api.contacts.list.query({
        ...questionOf(query),
        cursor: list.nextCursor,
        limit: PAGE,
      });
      if (own !== turn.current) return;
      const known = new Set(list.items.map(({ id }) => id));
      setList({ ...page, items: [...list.items, ...page.items.filter(({ id }) => !known.has(id))] });
    } catch (error) {
      if (own === turn.current) setFailure(failureOf(error));
    } finally {
      if (own === turn.current) setLoading(false);
    }
  }
  return { ...list, count, isLoading, failure, reload: () => load(), loadMore };
}
