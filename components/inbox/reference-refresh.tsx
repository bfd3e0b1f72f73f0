"use client";

import { useEffect } from "react";
import type { LiveReference } from "../../server/modules/tenants/schema";
import { useWorkspace } from "../realtime/context";
import type { Api } from "../trpc/client";
import { forgetSuggestions } from "./find-suggestions";
import type { Reference } from "./reference";

type What = keyof Reference;

const ASK: { [K in What]: (api: Api) => Promise<Reference[K]> } = {
  members: (api) => api.members.list.query(),
  teams: (api) => api.teams.list.query(),
  inboxes: (api) => api.inboxes.list.query(),
  labels: (api) => api.labels.list.query(),
  views: (api) => api.views.list.query(),
};
const ALL = Object.keys(ASK) as What[];
const TOGETHER_MS = 120;
const STALE_MS = 60_000;

/**
 * Asks again for what is named as soon as somebody has changed it, and for all of it after a time without connection or when
 * the window is looked at again. Not part of the first load.
 */
export default function ReferenceRefresh({ onChange }: { onChange: (part: Partial<Reference>) => void }) {
  const { api, engine } = useWorkspace();
  useEffect(() => {
    const due = new Set<What>();
    const turns = new Map<What, number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let at = Date.now();

    async function ask(what: What) {
      const turn = (turns.get(what) ?? 0) + 1;
      turns.set(what, turn);
      // What could not be asked is asked with the next connection; a role may not see some of it at all.
      const list = await ASK[what](api).catch(() => null);
      if (list && turns.get(what) === turn) onChange({ [what]: list });
    }
    function soon(some: readonly What[]) {
      for (const what of some) due.add(what);
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const what of due) void ask(what);
        due.clear();
      }, TOGETHER_MS);
    }
    function hear(event: string, data: unknown) {
      if (event !== "reference") return;
      const { what } = data as LiveReference;
      forgetSuggestions();
      if (what in ASK) soon([what as What]);
      // Whose team one is decides which views one sees.
      if (what === "teams") soon(["views"]);
    }
    function again() {
      at = Date.now();
      soon(ALL);
    }
    const look = () => !document.hidden && Date.now() - at > STALE_MS && again();
    engine.heard.add(hear);
    engine.onConnected.add(again);
    document.addEventListener("visibilitychange", look);
    // What was changed between the server's paint and now.
    again();
    return () => {
      clearTimeout(timer);
      engine.heard.delete(hear);
      engine.onConnected.delete(again);
      document.removeEventListener("visibilitychange", look);
    };
  }, [api, engine, onChange]);
  return null;
}
