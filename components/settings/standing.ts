import type { InboxSettings } from "../../server/modules/inboxes/schema";
import type { Tone } from "../ui/badge";

/** How an inbox stands, as one word: what keeps it from working comes before what does not. */
export type Standing =
  | "off"
  | "paused"
  | "locked"
  | "noPhone"
  | "dropped"
  | "silent"
  | "new"
  | "connected"
  | null;

export const STANDING_TONES: Record<NonNullable<Standing>, Tone> = {
  off: "neutral",
  paused: "danger",
  locked: "danger",
  noPhone: "danger",
  dropped: "danger",
  silent: "warning",
  new: "info",
  connected: "success",
};

type Given = Pick<InboxSettings, "isEnabled" | "pausedFor" | "phone" | "silentSince">;
const OF_PHONE = { locked: "locked", none: "noPhone", dropped: "dropped" } as const;
/** Of a pause that ends when a phone is paired (server/channels/pairing.ts). */
const NO_PHONE = "phone";

/** `isHeard`: whether its provider has ever been heard; left out where nobody has looked, and then a fine inbox is null. */
export function standingOf({ isEnabled, pausedFor, phone, silentSince }: Given, isHeard?: boolean): Standing {
  if (!isEnabled) return "off";
  if (pausedFor && pausedFor.code !== NO_PHONE) return "paused";
  if (phone && phone !== "paired") return OF_PHONE[phone];
  if (pausedFor) return "noPhone";
  if (silentSince) return "silent";
  return isHeard === undefined ? null : isHeard ? "connected" : "new";
}
