"use client";

import { useRouter } from "next/navigation";
import { useTold } from "../realtime/use-told";

/** Has the server draw the page anew when an inbox has changed. */
export function RefreshOnTold() {
  const router = useRouter();
  useTold("inboxes", () => router.refresh());
  return null;
}
