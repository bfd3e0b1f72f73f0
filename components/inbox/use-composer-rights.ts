"use client";

import { useMemo } from "react";
import { useWorkspace } from "../realtime/context";

const ANSWERING = [
  "conversation_manage_all",
  "conversation_manage_assigned",
  "conversation_manage_participating",
] as const;

/** What this member may write at all; for the one conversation the server has the last word. */
export function useComposerRights(): { reply: boolean; note: boolean } {
  const { permissions } = useWorkspace().me.member;
  return useMemo(
    () => ({
      reply: ANSWERING.some((permission) => permissions.includes(permission)),
      note: permissions.includes("conversation_private_notes"),
    }),
    [permissions],
  );
}
