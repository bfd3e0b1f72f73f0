import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { lockContact } from "./commands";
import { tellContacts } from "./live";
import { type Kept, keptOf, type MergeRecord } from "./merge";
import { CONTACT_FIELDS, type UndoMerge } from "./schema";

const UNDO_DAYS = 14;

const LOCK_OTHER = statement<{ id: string }>(
  "contact_lock_merged",
  `select k.id from contact k where k.tenant_id = $1::uuid and k.id = $2::uuid and k.merged_into_id = $3::uuid
     and k.merge_undo_id = $4::uuid for update of k`,
);

/** What came with the other goes back to it, with all that its identities have begun since. */
const MOVE_BACK = statement<{ n: number }>(
  "contact_move_back",
  `with moved as (
     select * from jsonb_to_record($4::text::jsonb) as x(conversations uuid[], identities uuid[], notes uuid[], visits uuid[],
       ratings uuid[], labels uuid[])
   ), theirs as materialized (
     select c.id from conversation c, moved m
     where c.tenant_id = $1::uuid and c.contact_id = $2::uuid and (c.id = any(m.conversations) or c.identity_id = any(m.identities))
     order by c.id for update of c
   ), conversations as (
     update conversation c set contact_id = $3::uuid from theirs t where c.id = t.id and c.tenant_id = $1::uuid returning c.id
   ), identities as (
     update identity i set contact_id = $3::uuid from moved m where i.tenant_id = $1::uuid and i.contact_id = $2::uuid and i.id = any(m.identities)
   ), notes as (
     update contact_note n set contact_id = $3::uuid from moved m where n.tenant_id = $1::uuid and n.contact_id = $2::uuid and n.id = any(m.notes)
   ), visits as (
     update page_visit v set contact_id = $3::uuid from moved m where v.tenant_id = $1::uuid and v.contact_id = $2::uuid and v.id = any(m.visits)
   ), ratings as (
     update rating r set contact_id = $3::uuid from moved m where r.tenant_id = $1::uuid and r.contact_id = $2::uuid
       and (r.id = any(m.ratings) or r.conversation_id in (select id from theirs))
   ), labels as (
     delete from contact_label l using moved m where l.tenant_id = $1::uuid and l.contact_id = $2::uuid and l.label_id = any(m.labels)
   )
   select count(*)::int as n from conversations`,
);

/**
 * Parts two contacts again that were merged within 14 days: each gets back what it had; what was changed since stays as it
 * was changed. Throws not_found, conflict.
 */
export async function undoMerge(ctx: MemberCtx, { undoId }: UndoMerge): Promise<{ contactId: string }> {
  const ids = await runtime().db.transaction(async (tx) => {
    const kept = await tx.prisma.undoable.findFirst({
      where: { tenantId: ctx.tenantId, id: undoId, kind: "contact_merge" },
    });
    if (!kept) throw new AppError("not_found", "There is nothing to undo here.");
    if (kept.createdAt.getTime() < Date.now() - UNDO_DAYS * 86_400_000) {
      throw new AppError("conflict", `A merge can be undone for ${UNDO_DAYS} days. This one is older.`);
    }
    const record = kept.data as MergeRecord;
    const { contactId, otherContactId, moved } = record;
    // Locked in the order of the merge itself: the lower id first.
    const locks = {
      winner: () => lockContact(tx, ctx, contactId),
      other: () => tx.sql(LOCK_OTHER, [ctx.tenantId, otherContactId, contactId, undoId]),
    };
    const isWinnerFirst = contactId < otherContactId;
    const early = isWinnerFirst ? null : await locks.other();
    const now = await locks.winner();
    const other = early ?? (await locks.other());
    if (kept.undoneAt || other.length === 0) {
      throw new AppError("conflict", "This merge has been undone already.");
    }
    await tx.prisma.contact.updateMany({
      where: { tenantId: ctx.tenantId, id: contactId },
      data: { ...restored(record, keptOf(now)), updatedAt: new Date() },
    });
    await tx.prisma.contact.updateMany({
      where: { tenantId: ctx.tenantId, id: otherContactId },
      data: {
        mergedIntoId: null,
        mergeUndoId: null,
        externalId: freeExternalId(record, restored(record, keptOf(now))),
        updatedAt: new Date(),
      },
    });
    await tx.sql(MOVE_BACK, [ctx.tenantId, contactId, otherContactId, JSON.stringify(moved)]);
    await tx.prisma.undoable.updateMany({
      where: { tenantId: ctx.tenantId, id: undoId },
      data: { undoneAt: new Date() },
    });
    for (const id of [contactId, otherContactId]) {
      await publish(tx, ctx, { type: "contact.updated", contactId: id });
    }
    await audit(tx, ctx, {
      action: "contact.unmerge",
      target: { kind: "contact", id: contactId },
      after: { otherContactId },
    });
    return [contactId, otherContactId];
  });
  tellContacts({ tenantId: ctx.tenantId, ids, what: "merged" });
  return { contactId: ids[0]! };
}

/** The external id goes back unless the winner keeps it, having been given it again since. */
function freeExternalId({ otherExternalId }: MergeRecord, winner: Kept): string | null {
  return winner.externalId === otherExternalId ? null : otherExternalId;
}

/** The winner's values of before, but for those that somebody has changed since. */
function restored({ before, after }: MergeRecord, now: Kept): Kept {
  const values = { ...now };
  for (const field of CONTACT_FIELDS) {
    if (now[field] === after[field]) Object.assign(values, { [field]: before[field] });
  }
  const attributes = { ...now.attributes };
  for (const key of Object.keys(after.attributes)) {
    if (now.attributes[key] !== after.attributes[key]) continue;
    const old = before.attributes[key];
    if (old === undefined) delete attributes[key];
    else attributes[key] = old;
  }
  return { ...values, attributes };
}
