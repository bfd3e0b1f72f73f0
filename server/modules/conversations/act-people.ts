import { can } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { setContactBlockedIn } from "../contacts/block";
import { loadMemberById } from "../tenants/member-actor";
import { publish } from "../tenants/publish";
import type { Difference } from "./act-fields";
import { type ChangeCtx, recordActivity } from "./change";
import type { CommittedChange } from "./live";
import type { SummaryRow } from "./summary";
import { visibilityOf } from "./visibility";

const ADD = statement<{ id: string }>(
  "participants_add",
  `insert into conversation_participant (tenant_id, conversation_id, member_id)
   select $1::uuid, $2::uuid, unnest($3::uuid[]) on conflict do nothing returning member_id as id`,
);
const REMOVE = statement<{ id: string }>(
  "participants_remove",
  `delete from conversation_participant where tenant_id = $1::uuid and conversation_id = $2::uuid and member_id = any($3::uuid[])
   returning member_id as id`,
);

/** Who follows the conversation without owning it. Throws not_found, and conflict for a member whose role sees none of it. */
export async function setParticipants(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  given: { add: readonly string[]; remove: readonly string[] },
): Promise<Difference | null> {
  for (const id of given.add) {
    const member = await loadMemberById(tx.sql, ctx.tenantId, id);
    if (!member) throw new AppError("not_found", "That member is not here any more.", { field: "add" });
    if (!visibilityOf(member).participating) {
      throw new AppError(
        "conflict",
        `${member.name}’s role does not include conversations they take part in. Choose somebody else.`,
        { field: "add" },
      );
    }
  }
  const removed = (await tx.sql(REMOVE, [ctx.tenantId, row.id, given.remove])).map(({ id }) => id);
  const added = (await tx.sql(ADD, [ctx.tenantId, row.id, given.add])).map(({ id }) => id);
  if (added.length + removed.length === 0) return null;
  await publish(tx, ctx, {
    type: "conversation.participants_changed",
    conversationId: row.id,
    removedMemberIds: removed,
  });
  const told = await recordActivity(tx, ctx, row, { type: "participants", added, removed });
  return {
    added,
    removed,
    told: {
      ...told,
      type: "conversation.participants_changed",
      before: { assigneeId: row.assignee_id, participantIds: row.participant_ids },
    },
  };
}

/** A blocked contact's messages are kept, but they reopen nothing and notify nobody. Throws forbidden without contact_update. */
export async function setBlocked(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  isBlocked: boolean,
): Promise<CommittedChange | null> {
  if (row.contact_is_blocked === isBlocked) return null;
  if (!can(ctx.actor, "contact_update")) {
    throw new AppError(
      "forbidden",
      "You may not block contacts. Ask an administrator for “Update contacts”.",
      {
        permission: "contact_update",
      },
    );
  }
  await setContactBlockedIn(tx, ctx, { contactId: row.contact_id, isBlocked });
  return recordActivity(tx, ctx, row, { type: "blocked", isBlocked });
}
