import type { ChannelCapabilities, Wire } from "../../channels/contract";
import { onWire } from "../../channels/on-wire";
import { getChannel } from "../../channels/registry";
import { clock } from "../../core/clock";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import type { SummaryRow } from "../conversations/summary";

const CHANNEL = statement<{ channel: string }>(
  "inbox_channel",
  "select channel from inbox where tenant_id = $1::uuid and id = $2::uuid",
);
/** An inbox changes its channel hardly ever; where another process moves it, this one knows it so much later. */
const KNOWN_MS = 10_000;
const known = new Map<string, { channel: string; until: number }>();
const MAX_KNOWN = 20_000;

/** An inbox has been moved to another channel. */
export function forgetChannel(inboxId: string): void {
  known.delete(inboxId);
}

export type OfInbox = Pick<SummaryRow, "tenant_id" | "inbox_id">;

async function channelOf(sql: Sql, { tenant_id: tenantId, inbox_id: inboxId }: OfInbox): Promise<string> {
  const kept = known.get(inboxId);
  if (kept && kept.until > Date.now()) return kept.channel;
  const [row] = await sql(CHANNEL, [tenantId, inboxId]);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(inboxId, { channel: row!.channel, until: Date.now() + KNOWN_MS });
  return row!.channel;
}

/** The wire of a conversation's channel; null where there is none. */
export async function wireOf(sql: Sql, row: SummaryRow): Promise<Wire | null> {
  return getChannel(await channelOf(sql, row)).wire;
}

/** What the channel of a conversation can carry. */
export async function capabilitiesOf(sql: Sql, row: OfInbox): Promise<ChannelCapabilities> {
  return getChannel(await channelOf(sql, row)).capabilities;
}

/** A plain message outside the time in which the channel lets us write freely never gets as far as the queue. Throws conflict. */
export async function refuseOutsideWindow(sql: Sql, row: SummaryRow): Promise<void> {
  if (row.window_closes_at && row.window_closes_at.getTime() > clock.now()) return;
  const { replyWindowHours } = await capabilitiesOf(sql, row);
  if (replyWindowHours === null) return;
  throw new AppError(
    "conflict",
    `${replyWindowHours} hours have passed since ${row.contact_name} last wrote. Send a template, or wait for their next message.`,
    { field: "content" },
  );
}

/** Signs and addresses may go beside the words, but what is so many times too long is not translated to be counted. */
const MOST_SIGNS = 4;

/** Counts what goes over the wire, formatting and all. Throws bad_request for more than the conversation's channel takes in one message. */
export async function refuseTooLong(sql: Sql, row: SummaryRow, content: string): Promise<void> {
  const { wire, capabilities } = getChannel(await channelOf(sql, row));
  const { maxTextLength } = capabilities;
  const isGross = content.length > maxTextLength * MOST_SIGNS;
  const { length } = isGross ? content : onWire(wire, content).text;
  if (length <= maxTextLength) return;
  const words = `This is ${length - maxTextLength} characters longer than a message here may be (${maxTextLength}).`;
  throw new AppError("bad_request", words, { field: "content" });
}
