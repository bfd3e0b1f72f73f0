import { z } from "zod";
import { WebSettings } from "../../channels/web/settings";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { enqueue } from "../../infra/outbox/enqueue";
import { handler, NotYet } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { changeIn, recordActivity } from "../conversations/change";
import { type CommittedChange, tellLive } from "../conversations/live";
import { CONTINUITY, SAID, type SaidRow, unseenOf, writeMail } from "./continuity-mail";
import { isMailRead } from "./features";
import { addressHash } from "./mail-stop";

export const CONTINUITY_KIND = "visitors.continuity";
/** So long a visitor has to see a reply before it goes by mail (peers.md §2). */
export const UNSEEN_MS = 120_000;

type Ctx = TenantCtx<SystemActor>;

/** A person's or a bot's reply on a website; what we say by ourselves (greeting, hours, rating) is worth no mail alone. */
const REPLY = statement<{ at: Date; settings: unknown }>(
  "continuity_reply",
  `select m.created_at as at, b.settings from message m
   join conversation c on c.id = m.conversation_id
   join inbox b on b.id = c.inbox_id and b.channel = 'web' and b.disabled_at is null
   join contact k on k.id = c.contact_id and k.email is not null and not k.is_blocked
   where m.tenant_id = $1::uuid and m.id = $2::uuid and m.kind = 'outgoing' and m.author_kind in ('member', 'bot')
     and coalesce(m.client_id, '') not like 'auto:%' and m.deleted_at is null and c.contact_seen_seq < m.seq`,
);

/** Whether the message of the event `p` is such a reply: most messages are not, and owe no look. */
export const IS_WEB_REPLY = `exists (select 1 from message m join conversation c on c.id = m.conversation_id
  join inbox b on b.id = c.inbox_id and b.channel = 'web' where m.tenant_id = p.tenant_id and m.conversation_id = p.conversation_id
  and m.id = p.message_id and m.kind = 'outgoing'
  and m.author_kind in ('member', 'bot') and coalesce(m.client_id, '') not like 'auto:%')`;

/** Owes a look two minutes after a reply. Where nobody would read a mail nothing is owed. */
export async function oweContinuity(ctx: Ctx, { messageId }: { messageId: string }): Promise<void> {
  const { db } = runtime();
  if (!isMailRead()) return;
  const [reply] = await db.sql(REPLY, [ctx.tenantId, messageId]);
  if (!reply || !WebSettings.parse(reply.settings).continuity) return;
  await enqueue(db.sql, [
    {
      tenantId: ctx.tenantId,
      kind: CONTINUITY_KIND,
      idempotencyKey: `${CONTINUITY_KIND}:${messageId}`,
      payload: { messageId },
      runAt: new Date(reply.at.getTime() + UNSEEN_MS),
      traceId: ctx.traceId,
    },
  ]);
}

export const continuityHandler = handler({
  payload: z.object({ messageId: z.uuid() }),
  run: (ctx, { messageId }) => mailUnseen(ctx, messageId),
});

/** A merge or a split may have moved it meanwhile. */
const PLACE = statement<{ conversation_id: string }>(
  "continuity_place",
  "select m.conversation_id from message m where m.tenant_id = $1::uuid and m.id = $2::uuid",
);

/** One mail with every reply that the visitor has not seen and that no mail has carried, if this one is among them. */
export async function mailUnseen(ctx: Ctx, messageId: string): Promise<void> {
  const { db } = runtime();
  const [place] = await db.sql(PLACE, [ctx.tenantId, messageId]);
  if (!place) return;
  try {
    const { told } = await db.transaction((tx) =>
      changeIn(tx, ctx, place.conversation_id, () => mailIn(tx, ctx, place.conversation_id, messageId)),
    );
    if (told) tellLive([told]);
  } catch (error) {
    // Deleted meanwhile.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}

const MARK = statement<never>(
  "continuity_mark",
  `update message set meta = coalesce(meta, '{}'::jsonb) || jsonb_build_object('emailedAt', to_jsonb(now()))
   where tenant_id = $1::uuid and conversation_id = $2::uuid and id = any($3::uuid[])`,
);

/** Under the conversation's lock: of two looks at once the second finds everything mailed. */
async function mailIn(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  messageId: string,
): Promise<CommittedChange | null> {
  const { tenantId } = ctx;
  const [found] = await tx.sql(CONTINUITY, [tenantId, conversationId]);
  if (!found?.email || found.is_stopped || !WebSettings.parse(found.settings).continuity) return null;
  const said: SaidRow[] = (await tx.sql(SAID, [tenantId, conversationId])).reverse();
  const unseen = unseenOf(said, found.seen_seq);
  if (!unseen.some(({ id }) => id === messageId)) return null;
  await refuseFlood(ctx, found.email);
  await tx.sql(MARK, [tenantId, conversationId, unseen.map(({ id }) => id)]);
  await enqueueMail(tx.sql, {
    tenantId,
    to: found.email,
    template: "unseen-replies",
    data: writeMail(tenantId, found, said, unseen),
    idempotencyKey: `${CONTINUITY_KIND}.mail:${messageId}`,
    traceId: ctx.traceId,
  });
  const { row } = await changeIn(tx, ctx, conversationId, async () => null);
  return recordActivity(tx, ctx, row, { type: "emailed", to: found.email, count: unseen.length });
}

/** Whoever's address it is gets so many of them; the rest waits for the next, which carries all of it. */
async function refuseFlood(ctx: Ctx, email: string): Promise<void> {
  const { allowed, retryAfter } = await runtime().limiter.check(
    "continuity.address",
    `${ctx.tenantId}:${addressHash(email)}`,
  );
  if (!allowed) throw new NotYet(retryAfter, "This address has had its mails of the day.");
}
