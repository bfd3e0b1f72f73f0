import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { tellContacts } from "./live";
import { contactMissing, getContact } from "./queries";
import { CONTACT_COLUMNS, type ContactRow, toContact } from "./row";
import {
  CONTACT_FIELDS,
  type ContactField,
  type ContactListed,
  type MergeContacts,
  type MergePreview,
  type PreviewMerge,
} from "./schema";

const MOVES = statement<MergePreview["moves"]>(
  "contact_moves",
  `select
     (select count(*)::int from conversation c where c.tenant_id = $1::uuid and c.contact_id = $2::uuid) as conversations,
     (select count(*)::int from identity i where i.tenant_id = $1::uuid and i.contact_id = $2::uuid) as identities,
     (select count(*)::int from contact_note n where n.tenant_id = $1::uuid and n.contact_id = $2::uuid) as notes,
     (select count(*)::int from contact_label l where l.tenant_id = $1::uuid and l.contact_id = $2::uuid) as labels,
     (select count(*)::int from page_visit v where v.tenant_id = $1::uuid and v.contact_id = $2::uuid) as visits`,
);

/** Both sides and what would move, for the dialog that asks. Throws not_found, bad_request. */
export async function previewMerge(sql: Sql, ctx: MemberCtx, input: PreviewMerge): Promise<MergePreview> {
  refuseSame(input);
  const contact = await getContact(sql, ctx, input.contactId);
  const other = await getContact(sql, ctx, input.otherContactId);
  const [moves] = await sql(MOVES, [ctx.tenantId, other.id]);
  return { contact, other, moves: moves! };
}

function refuseSame({ contactId, otherContactId }: PreviewMerge): void {
  if (contactId !== otherContactId) return;
  throw new AppError("bad_request", "Choose another contact to merge with.", { field: "otherContactId" });
}

const LOCK_BOTH = statement<ContactRow>(
  "contacts_lock_both",
  `select ${CONTACT_COLUMNS} from contact k where k.tenant_id = $1::uuid and k.id = any($2::uuid[])
     and k.merged_into_id is null order by k.id for update of k`,
);

/** What of a contact hangs on it by a column; the conversations' rows are locked in the order of their ids. */
const MOVE = statement<{ kind: MovedKind; ids: string[] }>(
  "contact_move",
  `with theirs as materialized (
     select c.id from conversation c where c.tenant_id = $1::uuid and c.contact_id = $2::uuid order by c.id for update
   ), conversations as (
     update conversation c set contact_id = $3::uuid from theirs t where c.id = t.id and c.tenant_id = $1::uuid returning c.id
   ), identities as (
     update identity set contact_id = $3::uuid where tenant_id = $1::uuid and contact_id = $2::uuid returning id
   ), notes as (
     update contact_note set contact_id = $3::uuid where tenant_id = $1::uuid and contact_id = $2::uuid returning id
   ), visits as (
     update page_visit set contact_id = $3::uuid where tenant_id = $1::uuid and contact_id = $2::uuid returning id
   ), ratings as (
     update rating set contact_id = $3::uuid where tenant_id = $1::uuid and contact_id = $2::uuid returning id
   ), labels as (
     insert into contact_label (tenant_id, contact_id, label_id)
     select l.tenant_id, $3::uuid, l.label_id from contact_label l where l.tenant_id = $1::uuid and l.contact_id = $2::uuid
     on conflict do nothing returning label_id as id
   )
   select 'conversations' as kind, coalesce(json_agg(id), '[]'::json) as ids from conversations
   union all select 'identities', coalesce(json_agg(id), '[]'::json) from identities
   union all select 'notes', coalesce(json_agg(id), '[]'::json) from notes
   union all select 'visits', coalesce(json_agg(id), '[]'::json) from visits
   union all select 'ratings', coalesce(json_agg(id), '[]'::json) from ratings
   union all select 'labels', coalesce(json_agg(id), '[]'::json) from labels`,
);

export type MovedKind = "conversations" | "identities" | "notes" | "visits" | "ratings" | "labels";
export type Kept = Pick<ContactListed, ContactField | "attributes">;
/** What table undoable keeps of a merge. */
export type MergeRecord = {
  contactId: string;
  otherContactId: string;
  before: Kept;
  after: Kept;
  otherExternalId: string | null;
  moved: Record<MovedKind, string[]>;
};

/**
 * Puts the other contact into this one: identities, conversations, notes, labels and visits move, each field keeps the
 * value chosen. The other is in no list from then on. What is written meanwhile waits for the locks and arrives here.
 * Throws not_found, bad_request. `undoId` takes it back within 14 days.
 */
export async function mergeContacts(
  ctx: MemberCtx,
  input: MergeContacts,
): Promise<{ contact: ContactListed; undoId: string }> {
  refuseSame(input);
  const { contactId, otherContactId } = input;
  const undoId = newId();
  const contact = await runtime().db.transaction(async (tx) => {
    const pair = await lockPair(tx, ctx, contactId, otherContactId);
    if (!pair) throw contactMissing();
    const { winner, other } = pair;
    const after = chooseValues(winner, other, input.fromOther);
    await tx.prisma.contact.updateMany({
      where: { tenantId: ctx.tenantId, id: otherContactId },
      // The external id is unique: whoever loses theirs to the winner cannot keep it.
      data: {
        mergedIntoId: contactId,
        mergeUndoId: undoId,
        ...(after.externalId === other.externalId && { externalId: null }),
      },
    });
    await tx.prisma.contact.updateMany({
      where: { tenantId: ctx.tenantId, id: contactId },
      data: {
        ...after,
        isBlocked: winner.isBlocked || other.isBlocked,
        lastActivityAt: new Date(
          Math.max(Date.parse(winner.lastActivityAt), Date.parse(other.lastActivityAt)),
        ),
        updatedAt: new Date(),
      },
    });
    const moved = await moveAll(tx, ctx, otherContactId, contactId);
    const record: MergeRecord = {
      ...{ contactId, otherContactId, before: keptOf(winner), after, moved },
      otherExternalId: other.externalId,
    };
    await tx.prisma.undoable.create({
      data: {
        id: undoId,
        tenantId: ctx.tenantId,
        memberId: ctx.actor.memberId,
        kind: "contact_merge",
        data: record,
      },
    });
    await publish(tx, ctx, { type: "contact.merged", contactId, otherContactId });
    await audit(tx, ctx, {
      action: "contact.merge",
      target: { kind: "contact", id: contactId },
      before: { other: { id: otherContactId, name: other.name }, values: keptOf(winner) },
      after: { values: after, conversations: moved.conversations.length },
    });
    return getContact(tx.sql, ctx, contactId);
  });
  tellContacts({ tenantId: ctx.tenantId, ids: [contactId, otherContactId], what: "merged" });
  return { contact, undoId };
}

/** Both, locked until the end of the transaction; null when one is gone or has been merged. */
export async function lockPair(
  tx: Tx,
  ctx: Pick<MemberCtx, "tenantId">,
  contactId: string,
  otherId: string,
): Promise<{ winner: ContactListed; other: ContactListed } | null> {
  const rows = (await tx.sql(LOCK_BOTH, [ctx.tenantId, [contactId, otherId]])).map(toContact);
  const winner = rows.find(({ id }) => id === contactId);
  const other = rows.find(({ id }) => id === otherId);
  return winner && other ? { winner, other } : null;
}

/** Everything that hangs on a contact goes to another. */
export async function moveAll(
  tx: Tx,
  ctx: Pick<MemberCtx, "tenantId">,
  from: string,
  to: string,
): Promise<Record<MovedKind, string[]>> {
  const moved = await tx.sql(MOVE, [ctx.tenantId, from, to]);
  return Object.fromEntries(moved.map(({ kind, ids }) => [kind, ids])) as Record<MovedKind, string[]>;
}

export function keptOf(contact: ContactListed): Kept {
  const fields = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, contact[field]]));
  return { ...(fields as Pick<ContactListed, ContactField>), attributes: contact.attributes };
}

/** The winner's own values, the other's where chosen or where the winner has none. */
export function chooseValues(
  winner: ContactListed,
  other: ContactListed,
  fromOther: readonly string[],
): Kept {
  const takes = (field: string, own: unknown, theirs: unknown) =>
    theirs !== null && theirs !== undefined && theirs !== "" && (fromOther.includes(field) || !own);
  const chosen = keptOf(winner);
  for (const field of CONTACT_FIELDS) {
    if (takes(field, winner[field], other[field])) Object.assign(chosen, { [field]: other[field] });
  }
  const attributes = { ...winner.attributes };
  for (const [key, theirs] of Object.entries(other.attributes)) {
    const own = attributes[key];
    if (own === undefined || fromOther.includes(`attributes.${key}`)) attributes[key] = theirs;
  }
  return { ...chosen, attributes };
}
