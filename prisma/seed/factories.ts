import { randomBytes } from "node:crypto";
import type { MemberCtx } from "../../server/core/ctx";
import { mintTenantId, newId, type TenantId } from "../../server/core/ids";
import { effectivePermissions, roleLevel } from "../../server/core/permissions";
import type { Db } from "../../server/infra/db";
import { type MadeUser, makeUser } from "./factories-users";
import { insertRows, type TableRows } from "./rows";
import { type MessageDraft, threadRows, threadSummary } from "./thread";

/** All that making rows takes, so that a browser test's bare pool will do. */
export type Pooled = Pick<Db, "pool">;

type Given<T extends keyof TableRows> = Partial<TableRows[T]>;
const suffix = () => randomBytes(5).toString("hex");

export type MadeTenant = { id: TenantId; slug: string; name: string };

export async function makeTenant(db: Pooled, given: Given<"tenant"> = {}): Promise<MadeTenant> {
  const row = { id: newId(), slug: `t-${suffix()}`, name: "Fern & Kettle", updatedAt: new Date(), ...given };
  await insertRows(db.pool, "tenant", [row]);
  await insertRows(db.pool, "tenant_counter", [{ tenantId: row.id }]);
  return { id: mintTenantId(row.id), slug: row.slug, name: row.name };
}

export type MadeMember = {
  id: string;
  tenantId: TenantId;
  userId: string;
  role: string;
  isPrimaryOwner: boolean;
  granted: string[];
  revoked: string[];
  inboxIds: string[];
  user: MadeUser;
};

type MemberGiven = { tenantId: string; role?: string; inboxIds?: string[]; user?: MadeUser } & {
  granted?: string[];
  revoked?: string[];
  isPrimaryOwner?: boolean;
  deactivatedAt?: Date;
  email?: string;
  name?: string;
};

/** A member with role `agent` unless told; a user is made for them unless given. */
export async function makeMember(db: Pooled, given: MemberGiven): Promise<MadeMember> {
  const { inboxIds = [], user, email, name, ...rest } = given;
  const person = user ?? (await makeUser(db, { ...(email && { email }), ...(name && { name }) }));
  const row = {
    id: newId(),
    userId: person.id,
    role: "agent",
    granted: [] as string[],
    revoked: [] as string[],
    isPrimaryOwner: false,
    updatedAt: new Date(),
    ...rest,
  };
  await insertRows(db.pool, "member", [row]);
  await insertRows(
    db.pool,
    "inbox_member",
    inboxIds.map((inboxId) => ({ tenantId: row.tenantId, inboxId, memberId: row.id })),
  );
  return { ...row, tenantId: mintTenantId(row.tenantId), inboxIds, user: person };
}

/** The ctx a signed-in member's request would carry, in a tenant whose agents see the queue. */
export function memberCtx(
  member: MadeMember,
  given: Partial<MemberCtx> & { sessionId?: string } = {},
): MemberCtx {
  const { sessionId = newId(), ...rest } = given;
  const permissions = effectivePermissions(member);
  return {
    tenantId: member.tenantId,
    actor: {
      kind: "member",
      memberId: member.id,
      userId: member.userId,
      sessionId,
      name: member.user.name,
      role: member.role,
      level: roleLevel(member.role),
      isPrimaryOwner: member.isPrimaryOwner,
      permissions,
      inboxIds: member.inboxIds,
      seesQueue: permissions.has("conversation_view_assigned"),
    },
    traceId: newId(),
    ip: "127.0.0.1",
    ...rest,
  };
}

export type MadeInbox = { id: string; tenantId: string; publicId: string; channel: string; name: string };

/** A `web` inbox unless told. */
export async function makeInbox(
  db: Pooled,
  given: Given<"inbox"> & { tenantId: string; memberIds?: string[] },
): Promise<MadeInbox> {
  const { memberIds = [], ...rest } = given;
  const row = {
    id: newId(),
    channel: "web",
    name: "Website chat",
    publicId: `in-${suffix()}`,
    updatedAt: new Date(),
    ...rest,
  };
  await insertRows(db.pool, "inbox", [row]);
  await insertRows(
    db.pool,
    "inbox_member",
    memberIds.map((memberId) => ({ tenantId: row.tenantId, inboxId: row.id, memberId })),
  );
  return { id: row.id, tenantId: row.tenantId, publicId: row.publicId, channel: row.channel, name: row.name };
}

export type MadeContact = { id: string; tenantId: string; name: string };

export async function makeContact(
  db: Pooled,
  given: Given<"contact"> & { tenantId: string },
): Promise<MadeContact> {
  const row = { id: newId(), name: "Grace Whitfield", updatedAt: new Date(), ...given };
  await insertRows(db.pool, "contact", [row]);
  return { id: row.id, tenantId: row.tenantId, name: row.name };
}

export async function makeLabel(
  db: Pooled,
  given: Given<"label"> & { tenantId: string },
): Promise<{ id: string; name: string }> {
  const row = { id: newId(), name: `Label ${suffix()}`, ...given };
  await insertRows(db.pool, "label", [row]);
  return { id: row.id, name: row.name };
}

export type MadeConversation = {
  id: string;
  tenantId: TenantId;
  inboxId: string;
  contactId: string;
  identityId: string | null;
  displayNumber: number;
  assigneeId: string | null;
};

/** A conversation with no message yet, open and unassigned unless told; inbox and contact are made unless given. */
export async function makeConversation(
  db: Pooled,
  given: Given<"conversation"> & { tenantId: string },
): Promise<MadeConversation> {
  const { tenantId } = given;
  const inboxId = given.inboxId ?? (await makeInbox(db, { tenantId })).id;
  const contactId = given.contactId ?? (await makeContact(db, { tenantId })).id;
  const displayNumber = given.displayNumber ?? (await nextDisplayNumber(db, tenantId));
  const row = { id: newId(), ...given, inboxId, contactId, displayNumber };
  await insertRows(db.pool, "conversation", [row]);
  return {
    id: row.id,
    tenantId: mintTenantId(tenantId),
    inboxId,
    contactId,
    identityId: given.identityId ?? null,
    displayNumber,
    assigneeId: given.assigneeId ?? null,
  };
}

async function nextDisplayNumber(db: Pooled, tenantId: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `update tenant_counter set last_display_number = last_display_number + 1 where tenant_id = $1
     returning last_display_number as n`,
    [tenantId],
  );
  return rows[0]!.n;
}

/** Adds entries to a thread and brings the conversation's row along. A number makes that many incoming ones. */
export async function makeMessages(
  db: Pooled,
  conversation: MadeConversation,
  drafts: readonly MessageDraft[] | number,
): Promise<{ id: string; seq: number }[]> {
  const { rows: before } = await db.pool.query<{ seq: number }>(
    `select last_seq as seq from conversation where tenant_id = $1 and id = $2`,
    [conversation.tenantId, conversation.id],
  );
  const entries =
    typeof drafts === "number"
      ? Array.from(
          { length: drafts },
          (_, i): MessageDraft => ({ kind: "incoming", content: `Message ${i + 1}` }),
        )
      : drafts;
  const rows = threadRows(conversation, entries, before[0]!.seq);
  await insertRows(db.pool, "message", rows);
  const s = threadSummary(rows);
  await db.pool.query(
    `update conversation set last_seq = $3, last_visible_seq = greatest(last_visible_seq, $4), incoming_count = incoming_count + $5,
       last_message_at = coalesce($6, last_message_at), last_message_preview = $7, last_message_kind = coalesce($8::message_kind, last_message_kind),
       last_message_has_file = $9, waiting_since = $10, first_reply_at = coalesce(first_reply_at, $11), version = version + $12
     where tenant_id = $1 and id = $2`,
    [
      conversation.tenantId,
      conversation.id,
      s.lastSeq,
      s.lastVisibleSeq,
      s.incomingCount,
      s.lastMessageAt,
      s.lastMessagePreview,
      s.lastMessageKind,
      s.lastMessageHasFile,
      s.waitingSince,
      s.firstReplyAt,
      s.version,
    ],
  );
  return rows.map((row) => ({ id: row.id, seq: row.seq }));
}

export type MadeTeam = {
  tenant: MadeTenant;
  inbox: MadeInbox;
  owner: MadeMember;
  agents: [MadeMember, MadeMember];
};

/** A whole small business: an owner and two agents, all in one web inbox. */
export async function makeTeam(db: Pooled, given: Given<"tenant"> = {}): Promise<MadeTeam> {
  const tenant = await makeTenant(db, given);
  const inbox = await makeInbox(db, { tenantId: tenant.id });
  const person = (role: string, name: string) =>
    makeMember(db, {
      tenantId: tenant.id,
      role,
      name,
      isPrimaryOwner: role === "owner",
      inboxIds: [inbox.id],
    });
  const owner = await person("owner", "Amelia Hart");
  const agents: [MadeMember, MadeMember] = [
    await person("agent", "Tom Okafor"),
    await person("agent", "Priya Nair"),
  ];
  return { tenant, inbox, owner, agents };
}
