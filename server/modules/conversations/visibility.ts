import type { Actor, MemberActor } from "../../core/ctx";
import { can } from "../../core/ctx";

/** Which conversations an actor may see. List, thread, feed, counts, rooms, files and exports all derive from this one value. */
export type Visibility = {
  all: boolean;
  assigned: boolean;
  queue: boolean;
  participating: boolean;
};

export function visibilityOf(actor: Actor): Visibility {
  if (actor.kind === "visitor") return { all: false, assigned: false, queue: false, participating: false };
  const all = can(actor, "conversation_view_all");
  return {
    all,
    assigned: all || can(actor, "conversation_view_assigned"),
    queue: all || (actor.kind === "member" && actor.seesQueue),
    participating: all || can(actor, "conversation_view_participating"),
  };
}

/** What of the visible the actor may answer and change. */
export function manageabilityOf(actor: Actor): Visibility {
  if (actor.kind === "visitor") return { all: false, assigned: false, queue: false, participating: false };
  const all = can(actor, "conversation_manage_all");
  const assigned = all || can(actor, "conversation_manage_assigned");
  return {
    all,
    assigned,
    // Whoever may claim from the queue may answer from it.
    queue: all || (assigned && actor.kind === "member" && actor.seesQueue),
    participating: all || can(actor, "conversation_manage_participating"),
  };
}

/**
 * `conversationsVisibleTo` as SQL over the alias `c`: `member` is the placeholder of the member's id, `inboxes` that of
 * an array of the member's inbox ids. There are at most nine different texts, so named statements stay few.
 */
export function visibleSql(v: Visibility, member: string, inboxes: string): string {
  if (v.all) return "true";
  const ways: string[] = [];
  if (v.assigned) ways.push(`c.assignee_id = ${member}::uuid`);
  if (v.queue) ways.push(`(c.assignee_id is null and c.inbox_id = any(${inboxes}::uuid[]))`);
  if (v.participating) {
    ways.push(
      `exists (select 1 from conversation_participant p where p.conversation_id = c.id and p.member_id = ${member}::uuid)`,
    );
  }
  return ways.length === 0 ? "false" : `(${ways.join(" or ")})`;
}

/** A short key of the shape, for statement names. */
export function visibilityKey(v: Visibility): string {
  if (v.all) return "all";
  return `${v.assigned ? "a" : ""}${v.queue ? "q" : ""}${v.participating ? "p" : ""}` || "none";
}

export function memberOf(actor: Actor): MemberActor | null {
  return actor.kind === "member" ? actor : null;
}

/** The two values `visibleSql` needs, for any actor. */
export function visibilityValues(actor: Actor): [string | null, readonly string[]] {
  return actor.kind === "member" ? [actor.memberId, actor.inboxIds] : [null, []];
}
