import { z } from "zod";
import type { TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { createGuardedFetch } from "../../infra/http/guarded";
import { handler, type OwedEntry } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { Preferences } from "../tenants/schema";
import { type PushNote, sendPush } from "./push-request";
import { findUnread } from "./queries";
import type { NotificationDto } from "./schema";

export const PUSH_KIND = "notifications.push";
/** Time for a window that is open to be looked at. */
const PUSH_AFTER_MS = 3_000;

export function owedPush(ctx: TenantCtx, memberId: string, conversationId: string, key: string): OwedEntry {
  return {
    tenantId: ctx.tenantId,
    kind: PUSH_KIND,
    idempotencyKey: `${PUSH_KIND}:${key}`,
    payload: { memberId, conversationId, pushed: [] },
    runAt: new Date(Date.now() + PUSH_AFTER_MS),
    maxAttempts: 5,
    traceId: ctx.traceId,
  };
}

type Device = { id: string; endpoint: string; p256dh: string; auth: string };
const UNREAD = statement<{ preferences: unknown; slug: string }>(
  "notification_unread_of",
  `select m.preferences, t.slug from notification n join member m on m.id = n.member_id
     join tenant t on t.id = n.tenant_id
   where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.conversation_id = $3::uuid and n.read_at is null
     and (n.snoozed_until is null or n.snoozed_until <= now())`,
);
const DEVICES = statement<Device>(
  "push_devices",
  "select id, endpoint, p256dh, auth from push_subscription where tenant_id = $1::uuid and member_id = $2::uuid",
);
const FORGET = statement<never>(
  "push_forget",
  "delete from push_subscription where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * Pushes to every device of the member, unless they have seen it by now. A push service that answers 404 or 410 knows the
 * device no longer: it is forgotten. Runs again for the devices that could not be reached; the same topic replaces itself.
 */
export const pushHandler = handler({
  payload: z.object({ memberId: z.uuid(), conversationId: z.uuid() }),
  async run(ctx, { memberId, conversationId }, { signal }) {
    const { db, env, log, secrets, appUrl } = runtime();
    const [unread] = await db.sql(UNREAD, [ctx.tenantId, memberId, conversationId]);
    const member = unread && (await loadMemberById(db.sql, ctx.tenantId, memberId));
    const notification = member && (await findUnread(db.sql, ctx.tenantId, member, conversationId));
    if (!notification) return;
    const devices = await db.sql(DEVICES, [ctx.tenantId, memberId]);
    const note = noteOf(notification, unread.slug, Preferences.parse(unread.preferences).pushPreview);
    const fetch = createGuardedFetch({ privateHosts: env.PARLEY_PRIVATE_HOSTS });
    const failed: string[] = [];
    for (const device of devices) {
      const answer = await sendPush({ fetch, vapid: secrets.vapid, appUrl, device, note, signal });
      if (answer === "gone") await db.sql(FORGET, [ctx.tenantId, device.id]);
      if (answer !== "taken" && answer !== "gone") failed.push(answer);
    }
    if (failed.length) {
      log.warn({ failed }, "a push was not taken");
      throw new Error(`${failed.length} of ${devices.length} pushes were not taken: ${failed[0]}`);
    }
  },
});

function noteOf(notification: NotificationDto, slug: string, withPreview: boolean): PushNote {
  const { type, conversationId, contactName, byName, count, preview } = notification;
  return {
    type,
    conversationId,
    contactName,
    byName,
    count,
    preview: withPreview ? preview : null,
    url: `/t/${slug}/inbox/${conversationId}`,
  };
}
