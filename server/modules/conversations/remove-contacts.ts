import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellContacts } from "../contacts/live";
import { contactMissing } from "../contacts/queries";
import type { DeleteContacts } from "../contacts/schema";
import { publish } from "../tenants/publish";
import { tellLive } from "./live";
import { SUMMARY_COLUMNS, type SummaryRow } from "./summary";

/** What goes with contacts when they are deleted. */
export type ContactLoss = { contacts: number; conversations: number; messages: number; notes: number };

const LOSS = statement<ContactLoss>(
  "contacts_loss",
  `select
     (select count(*)::int from contact k where k.tenant_id = $1::uuid and k.id = any($2::uuid[]) and k.merged_into_id is null) as contacts,
     (select count(*)::int from conversation c where c.tenant_id = $1::uuid and c.contact_id = any($2::uuid[])) as conversations,
     (select coalesce(sum(c.last_seq), 0)::int from conversation c where c.tenant_id = $1::uuid and c.contact_id = any($2::uuid[])) as messages,
     (select count(*)::int from contact_note n where n.tenant_id = $1::uuid and n.contact_id = any($2::uuid[])) as notes`,
);

/** For the dialog that asks. Throws not_found when none of them is there. */
export async function contactLoss(ctx: MemberCtx, { contactIds }: DeleteContacts): Promise<ContactLoss> {
  const [loss] = await runtime().db.sql(LOSS, [ctx.tenantId, contactIds]);
  if (!loss?.contacts) throw contactMissing();
  return loss;
}

/** Deletes up to 100 contacts with all that is theirs, each in a transaction of its own. Throws not_found when none is there. */
export async function deleteContacts(ctx: MemberCtx, input: DeleteContacts): Promise<{ deleted: string[] }> {
  const deleted: string[] = [];
  for (const contactId of new Set(input.contactIds)) {
    const gone = await runtime().db.transaction((tx) => deleteContact(tx, ctx, contactId));
    if (!gone) continue;
    deleted.push(contactId);
    const told = { tenantId: ctx.tenantId, type: "conversation.deleted", message: null };
    tellLive(gone.map((row) => ({ ...told, isDeleted: true, eventId: newId(), row })));
  }
  if (deleted.length === 0) throw contactMissing();
  tellContacts({ tenantId: ctx.tenantId, ids: deleted, what: "deleted" });
  return { deleted };
}

/** The contact and those that went into it. */
const LOCK_FAMILY = statement<{ id: string; name: string }>(
  "contact_lock_family",
  `with recursive family as (
     select k.id from contact k where k.tenant_id = $1::uuid and k.id = $2::uuid and k.merged_into_id is null
     union
     select k.id from family f join contact k on k.tenant_id = $1::uuid and k.merged_into_id = f.id
   ) select k.id, k.name from contact k join family f on f.id = k.id order by k.id for update of k`,
);
const LOCK_ROWS = statement<SummaryRow>(
  "contact_lock_conversations",
  `select ${SUMMARY_COLUMNS} from conversation c join contact k on k.id = c.contact_id
   where c.tenant_id = $1::uuid and c.contact_id = any($2::uuid[]) order by c.id for update of c`,
);
/** Bytes are the hourly clean-up's to delete; from now on no link opens them. */
const LET_FILES_GO = statement<never>(
  "contact_files_go",
  `update file f set message_id = null, state = 'pending', created_at = least(f.created_at, now() - interval '25 hours')
   from message m where m.tenant_id = $1::uuid and m.conversation_id = any($2::uuid[])
     and f.tenant_id = $1::uuid and f.message_id = m.id`,
);
const LET_REPLIES_GO = statement<never>(
  "contact_replies_go",
  `update message r set reply_to_id = null from message m
   where m.tenant_id = $1::uuid and m.conversation_id = any($2::uuid[]) and r.tenant_id = $1::uuid and r.reply_to_id = m.id`,
);
const LET_MERGED_GO = statement<never>(
  "contact_merged_go",
  `update conversation set merged_into_id = null where tenant_id = $1::uuid and merged_into_id = any($2::uuid[])`,
);
const DELETE_ROWS = statement<never>(
  "contact_conversations_delete",
  "delete from conversation where tenant_id = $1::uuid and id = any($2::uuid[])",
);
const DELETE_FAMILY = statement<never>(
  "contact_family_delete",
  "delete from contact where tenant_id = $1::uuid and id = any($2::uuid[])",
);

/** Null when there is no such contact; else the conversations that went, for those who had them open. */
async function deleteContact(tx: Tx, ctx: MemberCtx, contactId: string): Promise<SummaryRow[] | null> {
  const family = await tx.sql(LOCK_FAMILY, [ctx.tenantId, contactId]);
  const own = family.find(({ id }) => id === contactId);
  if (!own) return null;
  const contactIds = family.map(({ id }) => id);
  const rows = await tx.sql(LOCK_ROWS, [ctx.tenantId, contactIds]);
  const ids = rows.map(({ id }) => id);
  for (const step of [LET_FILES_GO, LET_REPLIES_GO, LET_MERGED_GO, DELETE_ROWS]) {
    await tx.sql(step, [ctx.tenantId, ids]);
  }
  await tx.sql(DELETE_FAMILY, [ctx.tenantId, contactIds]);
  for (const { id, display_number: displayNumber } of rows) {
    await publish(tx, ctx, { type: "conversation.deleted", conversationId: id, displayNumber });
  }
  await publish(tx, ctx, { type: "contact.deleted", contactId });
  await audit(tx, ctx, {
    action: "contact.delete",
    target: { kind: "contact", id: contactId },
    before: { name: own.name, conversations: rows.map((row) => row.display_number) },
  });
  return rows;
}
