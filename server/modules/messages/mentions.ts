import type { MemberActor, MemberCtx } from "../../core/ctx";
import { MENTION } from "../../core/mention";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { getConversationRow } from "../conversations/queries";
import { isWithin } from "../conversations/rules";
import type { SummaryRow } from "../conversations/summary";
import { visibilityOf } from "../conversations/visibility";
import { MEMBER_COLUMNS, type MemberRow, toMemberActor } from "../tenants/member-actor";
import { publish } from "../tenants/publish";
import type { Mentionable } from "./schema";

const MEMBERS = statement<MemberRow>(
  "mention_members",
  `select ${MEMBER_COLUMNS}
     from member m join tenant t on t.id = m.tenant_id join "user" u on u.id = m.user_id
    where m.tenant_id = $1::uuid and m.deactivated_at is null order by u.name, m.id`,
);
const TEAMS = statement<{ id: string; name: string; member_ids: string[] }>(
  "mention_teams",
  `select t.id, t.name, array(select tm.member_id::text from team_member tm where tm.team_id = t.id) as member_ids
   from team t where t.tenant_id = $1::uuid order by t.name, t.id`,
);

type Place = Pick<SummaryRow, "assignee_id" | "inbox_id" | "participant_ids">;

/** Whoever sees the conversation, or would as a participant: those of its inbox whose role includes taking part. */
function mayBeNamed(member: MemberActor, row: Place): boolean {
  const v = visibilityOf(member);
  return isWithin(v, row, member) || (v.participating && member.inboxIds.includes(row.inbox_id));
}

async function candidates(sql: Sql, tenantId: string, row: Place): Promise<MemberActor[]> {
  const rows = await sql(MEMBERS, [tenantId]);
  return rows.map((one) => toMemberActor(one, "")).filter((member) => mayBeNamed(member, row));
}

/** Members and teams that a note in this conversation may name, by name. Throws not_found. */
export async function listMentionable(ctx: MemberCtx, conversationId: string): Promise<Mentionable> {
  const { sql } = runtime().db;
  const row = await getConversationRow(sql, ctx, conversationId);
  const members = await candidates(sql, ctx.tenantId, row);
  const ids = new Set(members.map((member) => member.memberId));
  const teams = await sql(TEAMS, [ctx.tenantId]);
  return {
    members: members.map(({ memberId: id, name }) => ({ id, name })),
    teams: teams
      .filter((team) => team.member_ids.some((id) => ids.has(id)))
      .map(({ id, name }) => ({ id, name })),
  };
}

export function hasMention(content: string): boolean {
  return content.search(MENTION) >= 0;
}

/** The members a note names, by name or through a team, who may be named here; the writer is not among them. */
export async function findMentioned(
  sql: Sql,
  ctx: MemberCtx,
  row: Place,
  content: string,
): Promise<MemberActor[]> {
  const named = [...content.matchAll(MENTION)].map(([, , kind, id]) => ({ kind, id: id! }));
  const teams = named.some(({ kind }) => kind === "team") ? await sql(TEAMS, [ctx.tenantId]) : [];
  const ids = new Set(
    named.flatMap(({ kind, id }) =>
      kind === "member" ? [id] : (teams.find((team) => team.id === id)?.member_ids ?? []),
    ),
  );
  ids.delete(ctx.actor.memberId);
  return (await candidates(sql, ctx.tenantId, row)).filter((member) => ids.has(member.memberId));
}

const JOIN = statement<{ member_id: string }>(
  "mention_join",
  `with locked as materialized (
     select id from conversation where tenant_id = $1::uuid and id = $2::uuid for update)
   insert into conversation_participant (tenant_id, conversation_id, member_id)
   select $1::uuid, c.id, x from locked c, unnest($3::uuid[]) x on conflict do nothing returning member_id`,
);

/** Makes them participants as far as their role lets them, so that they see what they are called to. */
export async function joinMentioned(
  tx: Tx,
  ctx: MemberCtx,
  conversationId: string,
  mentioned: readonly MemberActor[],
): Promise<void> {
  const able = mentioned.filter((member) => visibilityOf(member).participating).map((m) => m.memberId);
  const joined = able.length ? await tx.sql(JOIN, [ctx.tenantId, conversationId, able]) : [];
  if (joined.length === 0) return;
  await publish(tx, ctx, { type: "conversation.participants_changed", conversationId, removedMemberIds: [] });
}

const RECORD = statement<{ member_id: string }>(
  "mention_record",
  `insert into mention (tenant_id, member_id, message_id, conversation_id)
   select $1::uuid, x, $3::uuid, $2::uuid from unnest($4::uuid[]) x on conflict do nothing returning member_id`,
);

/** Keeps who was named where, and tells whoever notifies them. */
export async function recordMentions(
  tx: Tx,
  ctx: MemberCtx,
  at: { conversationId: string; messageId: string },
  mentioned: readonly MemberActor[],
): Promise<void> {
  const ids = mentioned.map((member) => member.memberId);
  const fresh = await tx.sql(RECORD, [ctx.tenantId, at.conversationId, at.messageId, ids]);
  for (const { member_id: memberId } of fresh) {
    await publish(tx, ctx, { type: "member.mentioned", ...at, memberId });
  }
}
