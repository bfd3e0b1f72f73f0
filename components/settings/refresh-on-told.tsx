"use client";

import { useRouter } from "next/navigation";
import type { LiveReference } from "../../server/modules/tenants/schema";
import { useTold } from "../realtime/use-told";

/** Has the server draw the page anew when an inbox, or what the page is of, has changed. */
export function RefreshOnTold({ what = "inboxes" }: { what?: LiveReference["what"] }) {
  const router = useRouter();
  useTold(what, () => router.refresh());
  return null;
}
