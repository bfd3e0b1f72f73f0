"use client";

import { useCallback, useEffect, useRef } from "react";
import { useWorkspace } from "../realtime/context";

const EVERY_MS = 60_000;

/** Asks every minute, and whenever the window is looked at or the menu opens, in which other businesses something is unread. */
export default function TenantUnread(props: {
  isOpen: boolean;
  onChange: (slugs: readonly string[]) => void;
}) {
  const { api } = useWorkspace();
  const { isOpen, onChange } = props;
  const latest = useRef(0);
  const ask = useCallback(() => {
    if (document.hidden) return;
    latest.current += 1;
    const own = latest.current;
    api.notifications.elsewhere.query().then(
      (slugs) => own === latest.current && onChange(slugs),
      // What was known stays until the next time.
      () => {},
    );
  }, [api, onChange]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      latest.current += 1;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [ask]);
  useEffect(() => {
    if (isOpen) ask();
  }, [ask, isOpen]);
  return null;
}
