"use client";

import { useEffect } from "react";
import { useWorkspace } from "../realtime/context";

const LOOK_MS = 400;

/** What has been on the screen for a moment, in a window that is looked at, counts as read. `seq` 0: nothing yet. */
export function useMarkRead(conversationId: string, seq: number): void {
  const { acts } = useWorkspace();
  useEffect(() => {
    if (seq === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function look() {
      clearTimeout(timer);
      if (document.hidden || !document.hasFocus()) return;
      timer = setTimeout(() => acts.markRead(conversationId, seq), LOOK_MS);
    }
    look();
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [acts, conversationId, seq]);
}
