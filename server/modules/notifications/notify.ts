import { z } from "zod";
import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { handler, type OwedEntry } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { findConversationRows } from "../conversations/queries";
import { isWithin } from "../conversations/rules";
import type { SummaryRow } from "../conversations/summary";
import { visibilityOf } from "../conversations/visibility";
import { loadMemberById } from "../tenants/member-actor";
import { Preferences } from "../tenants/schema";
import { owedMail } from "./mail";
import { owedPush } from "./push";
import { NOTIFICATION_TYPES, type NotificationWays, waysOf } from "./schema";
import { type Fact, putNotification } from "./store";
import { tellMember } from "./tell";

export const LATER_KIND = "notifications.later";
/** Whoever looks at the thread has read it by then (components/inbox/use-mark-read.ts). */
const LOOK_MS = 2_000;

type Ctx = TenantCtx<SystemActor>;
type Standing = { preferences: unknown; read: number };

const STANDING = statement<Standing>(
  "notification_standing",
  `select m.preferences, coalesce(r.last_seq_read, 0) as read
   from member m left join conversation_read r on r.member_id = m.id and r.conversation_id = $3::uuid
   where m.tenant_id = $1::uuid and m.id = $2::uuid`,
);

/**
 * Tells those of the members who may see the conversation, want to know of such things, have not done it themselves and are
 * not just looking at it. Nobody is told of muted conversations and blocked contacts, but of being mentioned there.
 */
export async function notifyMembers(ctx: Ctx, fact: Fact, memberIds: readonly string[], isLater = false) {
  const { sql } = runtime().db;
  const wanted = [...new Set(memberIds)].filter((id) => id !== fact.byMemberId);
  if (wanted.length === 0) return;
  const [row] = await findConversationRows(sql, ctx, [fact.conversationId]);
  if (!row) return;
  if ((row.is_muted || row.contact_is_blocked) && fact.type !== "conversation_mention") return;
  const maybeLooking: string[] = [];
  for (const memberId of wanted) {
    const member = await loadMemberById(sql, ctx.tenantId, memberId);
    if (!member || !isWithin(visibilityOf(member), row, member)) continue;
    const [standing] = await sql(STANDING, [ctx.tenantId, memberId, row.id]);
    if (!standing || standing.read >= fact.seq) continue;
    const ways = waysOf(Preferences.parse(standing.preferences).notifications, fact.type);
    if (!ways.inApp && !ways.email && !ways.push) continue;
    if (!isLater && isUpToDate(standing, row, fact)) maybeLooking.push(memberId);
    else await tell(ctx, member, fact, ways);
  }
  if (maybeLooking.length) await enqueue(sql, [later(ctx, fact, maybeLooking)]);
}

/** They had read everything before this, so they may have the thread before them. */
function isUpToDate(standing: Standing, row: SummaryRow, fact: Fact): boolean {
  return standing.read > 0 && standing.read >= Math.min(fact.seq, row.last_seq) - 1;
}

async function tell(ctx: Ctx, member: MemberActor, fact: Fact, ways: NotificationWays): Promise<void> {
  const put = await runtime().db.transaction(async (tx) => {
    const made = await putNotification(tx.sql, ctx.tenantId, member.memberId, fact, ways);
    if (made?.isRaised) await enqueue(tx.sql, owed(ctx, member, fact, ways));
    return made;
  });
  const { conversationId } = fact;
  if (put && ways.inApp)
    await tellMember(ctx.tenantId, member, { conversationId, isRaised: put.isRaised, sound: ways.sound });
}

function owed(ctx: Ctx, member: MemberActor, fact: Fact, ways: NotificationWays): OwedEntry[] {
  const key = `${fact.eventId}:${member.memberId}`;
  return [
    ...(ways.email ? [owedMail(ctx, member.memberId, key)] : []),
    ...(ways.push ? [owedPush(ctx, member.memberId, fact.conversationId, key)] : []),
  ];
}

const Later = z.object({
  memberIds: z.array(z.uuid()),
  fact: z.object({
    type: z.enum(NOTIFICATION_TYPES),
    eventId: z.uuid(),
    conversationId: z.uuid(),
    messageId: z.uuid().nullable(),
    seq: z.number().int(),
    byMemberId: z.uuid().nullable(),
  }),
});

function later(ctx: Ctx, fact: Fact, memberIds: string[]): OwedEntry {
  return {
    tenantId: ctx.tenantId,
    kind: LATER_KIND,
    idempotencyKey: `${LATER_KIND}:${fact.eventId}:${fact.type}`,
    payload: { fact, memberIds } satisfies z.infer<typeof Later>,
    runAt: new Date(Date.now() + LOOK_MS),
    traceId: ctx.traceId,
  };
}

/** Looks again at those who may have been looking: who has read it by now is not told. */
export const laterHandler = handler({
  payload: Later,
  run: (ctx, { fact, memberIds }) => notifyMembers(ctx, fact, memberIds, true),
});
