import type { InboundItem, Person } from "../../channels/inbound";
import { clock } from "../../core/clock";
import type { TenantId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { signalLive } from "../conversations/live";
import { findConversationRows } from "../conversations/queries";
import type { Door } from "./door";
import { findKnown, keyOf } from "./people";

type Typing = Extract<InboundItem, { type: "typing" }>;

/** What is told later than this is of no use to anybody. */
const FRESH_MS = 20_000;
/** A network says it again every few seconds while somebody types, and takes longer than a browser to say that they stopped. */
const LASTS_MS = 20_000;
/** The same of the same person within this time is told once. */
const REPEAT_MS = 2_000;
const MAX_KEPT = 5_000;
/** Of this process alone: what is lost with it costs nothing. */
const lately = new Map<string, { isTyping: boolean; at: number }>();

/**
 * Tells the team who is typing, where the delivery says nothing else; nothing of it is stored. False: it is to be stored as any
 * other.
 */
export async function tellFleeting(door: Door, body: Uint8Array): Promise<boolean> {
  if (!door.wire.isFleeting?.(body)) return false;
  const items = typingIn(door, body);
  if (items === null) return false;
  for (const item of items) await tell(door, item);
  return true;
}

/** Null for what is something else, or nothing that can be read: the ledger says what is wrong with it. */
function typingIn({ wire, credentials }: Door, body: Uint8Array): Typing[] | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    const items = wire.parse(payload, { credentials, receivedAt: new Date(clock.now()) });
    const typing = items.filter((item) => item.type === "typing");
    return typing.length === items.length ? typing : null;
  } catch {
    return null;
  }
}

async function tell({ tenantId, inboxId }: Door, item: Typing): Promise<void> {
  const { isTyping } = item;
  const who: Person = item.group
    ? { ids: [item.group], name: null, phone: null, username: null }
    : item.person;
  const [id] = who.ids;
  if (!id || clock.now() - item.at.getTime() > FRESH_MS) return;
  const key = `${inboxId} ${keyOf(id)}`;
  const last = lately.get(key);
  if (last?.isTyping === isTyping && clock.now() - last.at < REPEAT_MS) return;
  lately.delete(key);
  lately.set(key, { isTyping, at: clock.now() });
  if (lately.size > MAX_KEPT) lately.delete(lately.keys().next().value!);
  const { sql } = runtime().db;
  const conversationId = (await findKnown(sql, { tenantId, inboxId }, who))[0]?.conversation_id;
  if (!conversationId) return;
  const ctx = { tenantId: tenantId as TenantId, actor: { kind: "system", name: "deliveries" } as const };
  const [row] = await findConversationRows(sql, ctx, [conversationId]);
  if (!row || row.contact_is_blocked) return;
  const typing = { memberId: null, memberName: null, isTyping, isNote: false, lastsMs: LASTS_MS };
  signalLive({ kind: "typing", row, ...typing });
}
