import type { Permission } from "../core/permissions";

/** Whoever sees conversations at all; which ones is the visibility predicate's to say. */
export const SEE = [
  "conversation_view_all",
  "conversation_view_assigned",
  "conversation_view_participating",
] as const satisfies readonly Permission[];

/** Whoever answers at all; which ones is the same predicate's. */
export const ANSWER = [
  "conversation_manage_all",
  "conversation_manage_assigned",
  "conversation_manage_participating",
] as const satisfies readonly Permission[];

/** Whoever looks after the installation's work for the business (the scope admin:read). */
export const READ_OUTBOX = ["system_info_view", "settings_advanced"] as const satisfies readonly Permission[];
/** Whoever may change it, and see what the entries hold (the scope admin:write). */
export const WRITE_OUTBOX = "settings_advanced" satisfies Permission;
