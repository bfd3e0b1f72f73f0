import { createHash, randomBytes } from "node:crypto";
import type { DeskPerson } from "../../channels/desk";
import { clock } from "../../core/clock";
import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellReference } from "../tenants/live";
import { loadMemberById } from "../tenants/member-actor";
import { openBridge } from "./open";
import type { LinkCode, OwnLink } from "./schema";

const MINUTES = 15;
/** Without letters and digits that look alike. */
const LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");

const PUT_CODE = statement<never>(
  "bridge_link_code",
  `insert into bridge_link (tenant_id, member_id, code_hash, code_ends_at) values ($1::uuid, $2::uuid, $3::text, $4::timestamptz)
   on conflict (member_id) do update set code_hash = excluded.code_hash, code_ends_at = excluded.code_ends_at`,
);
const OWN = statement<{ person_name: string }>(
  "bridge_link_own",
  `select person_name from bridge_link where tenant_id = $1::uuid and member_id = $2::uuid and person_id is not null`,
);

/** Makes the code by which a member says who they are in the group; an older one ends. Throws not_found without a bridge. */
export async function makeLinkCode(ctx: MemberCtx): Promise<LinkCode> {
  const { db } = runtime();
  const bridge = await openBridge(db.sql, ctx.tenantId);
  if (!bridge) throw new AppError("not_found", "The business has no topic bridge.");
  const code = [...randomBytes(10)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  const endsAt = new Date(clock.now() + MINUTES * 60_000);
  const { memberId } = ctx.actor;
  await db.transaction(async (tx) => {
    await tx.sql(PUT_CODE, [ctx.tenantId, memberId, hashOf(code), endsAt.toISOString()]);
    await audit(tx, ctx, { action: "bridge.link_code", target: { kind: "member", id: memberId } });
  });
  return { code, url: bridge.desk.linkTo(bridge.bot_name, code), endsAt: endsAt.toISOString() };
}

export async function getOwnLink(ctx: MemberCtx): Promise<OwnLink> {
  const { sql } = runtime().db;
  const bridge = await openBridge(sql, ctx.tenantId);
  const [own] = await sql(OWN, [ctx.tenantId, ctx.actor.memberId]);
  return {
    isOffered: bridge?.group_id != null,
    ...{ channelName: bridge?.place.name ?? "", botName: bridge?.bot_name ?? "" },
    personName: own?.person_name ?? null,
  };
}

const UNLINK = statement<{ person_name: string }>(
  "bridge_unlink",
  "delete from bridge_link where tenant_id = $1::uuid and member_id = $2::uuid returning person_name",
);

/** From then on the person in the group is nobody here. */
export async function unlinkSelf(ctx: MemberCtx): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const { memberId } = ctx.actor;
    const [gone] = await tx.sql(UNLINK, [ctx.tenantId, memberId]);
    tellReference(tx, ctx, "bridge");
    if (gone) await audit(tx, ctx, { action: "bridge.unlink", target: { kind: "member", id: memberId } });
  });
}

const CODE = statement<{ member_id: string }>(
  "bridge_code_used",
  `select member_id from bridge_link where tenant_id = $1::uuid and code_hash = $2::text and code_ends_at > $3::timestamptz for update`,
);
const LINK = statement<never>(
  "bridge_link",
  `update bridge_link set person_id = $3::text, person_name = $4::text, linked_at = now(), code_hash = null, code_ends_at = null
   where tenant_id = $1::uuid and member_id = $2::uuid`,
);
const FORGET = statement<never>(
  "bridge_link_forget_person",
  "delete from bridge_link where tenant_id = $1::uuid and person_id = $2::text and member_id <> $3::uuid",
);

/** Whoever says a member's code is that member from now on, and nobody else's. Null: there is no such code any more. */
export async function linkByCode(
  ctx: TenantCtx<SystemActor>,
  person: DeskPerson,
  code: string,
): Promise<MemberActor | null> {
  const { tenantId } = ctx;
  return runtime().db.transaction(async (tx) => {
    const now = new Date(clock.now()).toISOString();
    const [found] = await tx.sql(CODE, [tenantId, hashOf(code.trim().toUpperCase()), now]);
    const actor = found ? await loadMemberById(tx.sql, tenantId, found.member_id) : null;
    if (!actor) return null;
    await tx.sql(FORGET, [tenantId, person.id, actor.memberId]);
    await tx.sql(LINK, [tenantId, actor.memberId, person.id, person.name]);
    tellReference(tx, ctx, "bridge");
    const target = { kind: "member", id: actor.memberId };
    await audit(tx, { ...ctx, actor }, { action: "bridge.link", target, after: { person: person.name } });
    return actor;
  });
}

const WHO = statement<{ member_id: string }>(
  "bridge_link_of_person",
  "select member_id from bridge_link where tenant_id = $1::uuid and person_id = $2::text",
);

/** The member that somebody in the group is, as they stand now; null: nobody who may act. */
export async function memberOfPerson(
  sql: Sql,
  tenantId: string,
  person: DeskPerson,
): Promise<MemberActor | null> {
  const [link] = await sql(WHO, [tenantId, person.id]);
  return link ? loadMemberById(sql, tenantId, link.member_id) : null;
}
