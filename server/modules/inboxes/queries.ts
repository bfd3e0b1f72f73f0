import { getChannel } from "../../channels/registry";
import { can, type TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

/** An inbox and what its channel can carry, so that nobody has to ask which channel it is. */
export type InboxListed = {
  id: string;
  name: string;
  channel: string;
  publicId: string;
  glyph: { icon: string; tint: string };
  maxTextLength: number;
  hasInstallLine: boolean;
  /** Hours after the contact's last message in which one may write freely; null: always. */
  replyWindowHours: number | null;
  /** What a message may hold beyond words and files, and what can be done beside writing. */
  carries: readonly string[];
  gestures: readonly string[];
  editMinutes: number | null;
  /** Why nothing is sent from it just now, in words; null: it sends. */
  pausedFor: string | null;
  /** Whether the member asking works in it, or sees everything. */
  isOwn: boolean;
};

type Row = Pick<InboxListed, "id" | "name" | "channel" | "publicId" | "pausedFor">;
const INBOXES = statement<Row>(
  "inboxes_list",
  `select id, name, channel, public_id as "publicId", paused_for->>'reason' as "pausedFor" from inbox
   where tenant_id = $1::uuid and disabled_at is null order by name`,
);

/** The tenant's inboxes that are switched on, by name. */
export async function listInboxes(ctx: TenantCtx): Promise<InboxListed[]> {
  const { actor } = ctx;
  const seesAll = actor.kind !== "member" || can(actor, "conversation_view_all");
  const rows = await runtime().db.sql(INBOXES, [ctx.tenantId]);
  return rows.map((row) => {
    const { glyph, capabilities } = getChannel(row.channel);
    const { maxTextLength, hasInstallLine, replyWindowHours } = capabilities;
    const { carries = [], gestures = [], editMinutes = null } = capabilities;
    return {
      ...row,
      glyph,
      maxTextLength,
      hasInstallLine,
      replyWindowHours,
      carries,
      gestures,
      editMinutes,
      isOwn: seesAll || actor.inboxIds.includes(row.id),
    };
  });
}
