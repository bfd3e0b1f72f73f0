"use client";

import { useEffect } from "react";
import { useWorkspace } from "../realtime/context";

const EVERY_MS = 60_000;

/** Asks every minute, and whenever the window or the menu is looked at, in which other businesses something is unread. */
export default function TenantUnread(props: {
  isOpen: boolean;
  onChange: (slugs: readonly string[]) => void;
}) {
  const { api } = useWorkspace();
  const { isOpen, onChange } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening the menu asks anew.
  useEffect(() => {
    let isOld = false;
    function ask() {
      if (document.hidden) return;
      api.notifications.elsewhere.query().then(
        (slugs) => !isOld && onChange(slugs),
        // What was known stays until the next time.
        () => {},
      );
    }
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOld = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [api, isOpen, onChange]);
  return null;
}
