import type { Reaction } from "./reaction";

/**
 * The whole wiring between modules, on one page: which event makes which higher module do what. A reaction is written in its
 * module (modules/<name>/reactions.ts) and joined here with one line:
 *
 *   reaction("close-rooms", ["member.access_changed"], (ctx, event) => closeRooms(ctx, event.memberId)),
 *
 * It runs after the commit, at least once, with the tenant, the trace and the log of the event's own request.
 */
export const subscriptions: readonly Reaction[] = [];
