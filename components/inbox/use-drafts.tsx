"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useWorkspace } from "../realtime/context";
import { browserStorage } from "../realtime/outbox-shelf";
import { useSettled } from "../ui/use-settled";
import { createDrafts, type Draft, type DraftMode, type Drafts } from "./drafts";

const Shared = createContext<Drafts | null>(null);

export function DraftsProvider({ children }: { children: ReactNode }) {
  const { me, engine, api } = useWorkspace();
  const isSettled = useSettled();
  const [drafts] = useState(() =>
    createDrafts(me.tenant.id, me.member.id, typeof window === "undefined" ? null : browserStorage()),
  );
  useEffect(() => {
    window.addEventListener("pagehide", drafts.flush);
    return () => {
      drafts.flush();
      window.removeEventListener("pagehide", drafts.flush);
    };
  }, [drafts]);
  useEffect(() => {
    if (!isSettled) return;
    let stop: (() => void) | undefined;
    let isOver = false;
    void import("./drafts-sync").then(({ syncDrafts }) => {
      if (!isOver) stop = syncDrafts({ engine, api }, drafts);
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [drafts, engine, api, isSettled]);
  return <Shared value={drafts}>{children}</Shared>;
}

export function useDrafts(): Drafts {
  const drafts = useContext(Shared);
  if (!drafts) throw new Error("This part stands outside a DraftsProvider.");
  return drafts;
}

/** What is begun here; null while the server paints, which knows no drafts. */
export function useDraft(conversationId: string, mode: DraftMode): Draft | null {
  const drafts = useDrafts();
  return useSyncExternalStore(
    drafts.subscribe,
    () => drafts.of(conversationId, mode),
    () => null,
  );
}

/** Looks up the draft of any row; renders again when one changes. */
export function useDraftPreviews(): (conversationId: string) => string | null {
  const drafts = useDrafts();
  const isKnown = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.revision(),
    () => -1,
  );
  return isKnown < 0 ? () => null : drafts.preview;
}
