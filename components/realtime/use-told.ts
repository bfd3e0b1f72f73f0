"use client";

import { useEffect, useRef } from "react";
import type { LiveReference } from "../../server/modules/tenants/schema";
import { useWorkspace } from "./context";

/** Calls `again` whenever somebody has changed a list of that kind, and after a time without connection. */
export function useTold(what: LiveReference["what"], again: () => unknown): void {
  const { engine } = useWorkspace();
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    function hear(event: string, data: unknown) {
      if (event === "reference" && (data as LiveReference).what === what) latest.current();
    }
    const reload = () => void latest.current();
    engine.heard.add(hear);
    engine.onConnected.add(reload);
    return () => {
      engine.heard.delete(hear);
      engine.onConnected.delete(reload);
    };
  }, [engine, what]);
}
