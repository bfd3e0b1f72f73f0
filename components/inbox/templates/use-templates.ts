"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import type { TemplateListed, TemplatePage } from "../../../server/modules/templates/schema";
import { useWorkspace } from "../../realtime/context";
import { useTold } from "../../realtime/use-told";
import { failureOf } from "../../trpc/failure";

const TYPING_MS = 200;
const FIRST_PAGE = 50;
const NOTHING: TemplatePage = { items: [], nextCursor: null, syncedAt: null, problem: null };

/** An inbox's templates as they are searched, page by page, and brought up to date. */
export type Templates = TemplatePage & {
  items: TemplateListed[];
  search: string;
  /** Null once there is an answer. */
  state: "loading" | "syncing" | null;
  error: string | null;
  setSearch: (search: string) => void;
  more: () => void;
  sync: () => void;
};

export function useTemplates(inboxId: string): Templates {
  const t = useTranslations("templates");
  const { api } = useWorkspace();
  const [page, setPage] = useState<TemplatePage>(NOTHING);
  const [search, setSearch] = useState("");
  const [state, setState] = useState<Templates["state"]>("loading");
  const [error, setError] = useState<string | null>(null);
  const asked = useRef(0);

  /** Of several questions the last one counts. */
  const ask = useCallback(
    async (doing: "loading" | "syncing", question: () => Promise<TemplatePage>, keeps = false) => {
      const turn = ++asked.current;
      setState(doing);
      setError(null);
      try {
        const answer = await question();
        if (turn !== asked.current) return null;
        setPage((old) => (keeps ? { ...answer, items: [...old.items, ...answer.items] } : answer));
        setState(null);
        return answer;
      } catch (failed) {
        if (turn !== asked.current) return null;
        setError(failureOf(failed).message || t("offline"));
        setState(null);
        return null;
      }
    },
    [t],
  );
  const sync = useCallback(() => {
    setSearch("");
    void ask("syncing", () => api.templates.sync.mutate({ inboxId }));
  }, [ask, api, inboxId]);

  useEffect(() => {
    const timer = setTimeout(
      async () => {
        const list = await ask("loading", () =>
          api.templates.list.query({ inboxId, search: search || undefined }),
        );
        // Never asked for before: the provider is asked now.
        if (list && !search && !list.syncedAt && !list.problem) sync();
      },
      search ? TYPING_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [ask, api, inboxId, search, sync]);

  // The provider has said something of one, or somebody has asked it for all; older pages stay as they were asked for.
  useTold("templates", () => {
    if (state !== "syncing" && page.items.length <= FIRST_PAGE)
      void ask("loading", () => api.templates.list.query({ inboxId, search: search || undefined }));
  });

  const { nextCursor: cursor } = page;
  const more = () => {
    if (!cursor) return;
    const question = () => api.templates.list.query({ inboxId, search: search || undefined, cursor });
    void ask("loading", question, true);
  };
  return { ...page, search, state, error, setSearch, more, sync };
}
