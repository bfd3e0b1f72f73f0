"use client";

import { useSyncExternalStore } from "react";
import { useWorkspace } from "../realtime/context";
import { createSignal } from "../realtime/signal";

export const listSettings = createSignal();

/** How this member looks at lists: the height of the rows, and the sections of the views. keep-settings.ts changes them. */
export function useListSettings() {
  const { me } = useWorkspace();
  const read = () => me.member.preferences;
  return useSyncExternalStore(listSettings.subscribe, read, read);
}
