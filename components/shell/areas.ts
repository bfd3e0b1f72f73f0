import { Inbox, type LucideIcon, Settings } from "lucide-react";

/** The areas of the product that exist; rail and phone bar show the same. */
export const AREAS: readonly { key: "inbox" | "settings"; icon: LucideIcon }[] = [
  { key: "inbox", icon: Inbox },
  { key: "settings", icon: Settings },
];
export type Area = (typeof AREAS)[number]["key"];
