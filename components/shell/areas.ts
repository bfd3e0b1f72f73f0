import { ContactRound, Inbox, type LucideIcon, Settings } from "lucide-react";
import type { Permission } from "../../server/core/permissions";

export type AreaKey = "inbox" | "contacts" | "settings";

/** The areas of the product that exist; rail and phone bar show the same. `needs`: any of them opens it; none named: everybody may. */
export const AREAS: readonly { key: AreaKey; icon: LucideIcon; needs?: readonly Permission[] }[] = [
  {
    key: "inbox",
    icon: Inbox,
    needs: ["conversation_view_all", "conversation_view_assigned", "conversation_view_participating"],
  },
  { key: "contacts", icon: ContactRound, needs: ["contact_view"] },
  { key: "settings", icon: Settings },
];

export function mayOpen(key: AreaKey, member: { permissions: readonly Permission[] }): boolean {
  const needs = AREAS.find((area) => area.key === key)?.needs;
  return !needs || needs.some((permission) => member.permissions.includes(permission));
}
