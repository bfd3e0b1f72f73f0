import { type Actor, can, type MemberActor, type SystemActor } from "../../core/ctx";
import { AppError } from "../../core/errors";
import type { ConversationStatus } from "./schema";
import { type Visibility, visibilityOf } from "./visibility";

/** The predicate of visibleSql for a row already in hand. */
export function isWithin(
  v: Visibility,
  row: { assignee_id: string | null; inbox_id: string; participant_ids: readonly string[] },
  member: Pick<MemberActor, "memberId" | "inboxIds">,
): boolean {
  if (v.all) return true;
  if (v.assigned && row.assignee_id === member.memberId) return true;
  if (v.queue && row.assignee_id === null && member.inboxIds.includes(row.inbox_id)) return true;
  return v.participating && row.participant_ids.includes(member.memberId);
}

/**
 * Taking unassigned work for oneself needs no permission beyond answering it; giving it to somebody needs
 * conversation_assign; taking it from somebody needs conversation_transfer (rbac.md 4.3, 4.13).
 */
export function refuseUnlessAssignable(
  actor: MemberActor | SystemActor,
  currentAssigneeId: string | null,
  assigneeId: string | null,
): void {
  if (currentAssigneeId === assigneeId) return;
  if (currentAssigneeId !== null) {
    if (!can(actor, "conversation_transfer")) {
      throw new AppError(
        "forbidden",
        "This conversation has an owner, and you may not pass it on. Ask an administrator for “Transfer”.",
        { permission: "conversation_transfer" },
      );
    }
  } else if (
    !(actor.kind === "member" && assigneeId === actor.memberId) &&
    !can(actor, "conversation_assign")
  ) {
    throw new AppError(
      "forbidden",
      "You can take this conversation yourself but not give it to somebody else. Ask an administrator for “Assign”.",
      { permission: "conversation_assign" },
    );
  }
}

/** An owner must be able to see what is theirs. */
export function refuseUnlessEligible(assignee: MemberActor, inboxId: string): void {
  const v = visibilityOf(assignee);
  if (v.all || (v.assigned && assignee.inboxIds.includes(inboxId))) return;
  throw new AppError(
    "conflict",
    `${assignee.name} cannot see this inbox. Add them to it first, or choose somebody else.`,
    {
      field: "assigneeId",
    },
  );
}

/** A conversation gets its first team by assign; a team's work goes to another by transfer (rbac.md 4.13). */
export function refuseUnlessRoutable(actor: Actor, currentTeamId: string | null): void {
  const permission = currentTeamId ? "conversation_transfer" : "conversation_assign";
  if (can(actor, permission)) return;
  throw new AppError(
    "forbidden",
    currentTeamId
      ? "This conversation has a team, and you may not pass it on. Ask an administrator for “Transfer”."
      : "You may not give conversations to a team. Ask an administrator for “Assign”.",
    { permission },
  );
}

/** Only what is resolved is reopened; waking or taking up again what waits needs no more than answering it. */
export function refuseUnlessStatusAllowed(
  actor: Actor,
  status: ConversationStatus,
  current: ConversationStatus,
): void {
  if (status !== "resolved" && current !== "resolved") return;
  const permission = status === "resolved" ? "conversation_resolve" : "conversation_reopen";
  if (can(actor, permission)) return;
  throw new AppError(
    "forbidden",
    status === "resolved"
      ? "You may not resolve conversations. Ask an administrator for “Resolve”."
      : "You may not reopen conversations. Ask an administrator for “Reopen”.",
    { permission },
  );
}
