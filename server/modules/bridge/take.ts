import { createHash } from "node:crypto";
import { z } from "zod";
import type { DeskItem } from "../../channels/desk";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { GiveUp, type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { cleaned } from "../deliveries/process";
import { reservePlace } from "../sending/pace";
import { ALBUM_MS, laneOfThread } from "./album";
import { doFromTopic } from "./answer";
import { linkByCode, memberOfPerson } from "./links";
import { type OpenBridge, openBridgeById } from "./open";
import { asked, putPost } from "./post";
import { numberIn } from "./render";
import { moveGroup, noteGroup, noteHeard } from "./state";
import { conversationOf } from "./topic";

type Ctx = TenantCtx<SystemActor>;
type InTopic = Extract<DeskItem, { thread: string }>;

/** What the network says of the bridge's bot and group. Doing it again changes nothing. */
export async function takeUpdate(
  ctx: Ctx,
  { bridgeId, update }: { bridgeId: string; update: string },
): Promise<void> {
  const bridge = await openBridgeById(runtime().db.sql, bridgeId);
  if (!bridge || bridge.tenant_id !== ctx.tenantId) return;
  await noteHeard(bridge);
  for (const item of parsed(bridge, update)) await takeItem(ctx, bridge, item);
}

function parsed(bridge: OpenBridge, update: string): DeskItem[] {
  try {
    return cleaned(bridge.desk.parse(JSON.parse(update)));
  } catch (error) {
    throw new GiveUp(
      error instanceof z.ZodError ? "It is not of the shape that the network documents." : String(error),
    );
  }
}

function takeItem(ctx: Ctx, bridge: OpenBridge, item: DeskItem): Promise<void> | void {
  switch (item.type) {
    case "ignored":
      return;
    case "group":
      return noteGroup(bridge, item.group);
    case "moved":
      return moveGroup(bridge, item.from, item.to);
    case "private":
      return takePrivate(ctx, bridge, item);
    default:
      return item.group === bridge.group_id ? takeInTopic(ctx, bridge, item) : undefined;
  }
}

async function takeInTopic(ctx: Ctx, bridge: OpenBridge, item: InTopic): Promise<void> {
  const { sql } = runtime().db;
  const number = item.type === "post" && item.topicName ? numberIn(item.topicName) : null;
  const conversationId = await conversationOf(bridge, item.thread, number);
  // A topic of the team's own.
  if (!conversationId) return;
  const at = { conversationId, thread: item.thread };
  const actor = await memberOfPerson(sql, ctx.tenantId, item.person);
  if (actor) return doFromTopic({ ...ctx, actor }, bridge, at, item);
  const words = `${item.person.name}, you are not linked with a member of the team, so this was not passed on. Open Parley, Settings, Profile, “Answer from ${bridge.place.name}”.`;
  if (item.type === "press") {
    await asked(() => bridge.desk.answer({ ...bridge.given, ref: item.ref, text: words }));
    return;
  }
  const isTold = await isToldLately(bridge, item.person.id, 600);
  if (!isTold)
    await putPost(bridge, at, { text: words, replyTo: "externalId" in item ? item.externalId : null });
}

/** Once in so many seconds is enough for a stranger, in the group and to the bot alone. */
async function isToldLately(
  { id, tenant_id: tenantId }: OpenBridge,
  person: string,
  seconds: number,
): Promise<boolean> {
  const place = { key: `desk-told:${seconds}:${id}:${person}`, seconds, patience: 0 };
  return !(await reservePlace(runtime().db.sql, tenantId, place)).isReserved;
}

/** Said to the bot alone: a member's code, by which they are known from then on. */
async function takePrivate(
  ctx: Ctx,
  bridge: OpenBridge,
  { person, command, text }: Extract<DeskItem, { type: "private" }>,
): Promise<void> {
  const code = command === "start" || command === "link" ? text : command === null ? text : "";
  const actor = code ? await linkByCode(ctx, person, code) : null;
  if (!actor && (await isToldLately(bridge, person.id, 10))) return;
  const known = actor ?? (await memberOfPerson(runtime().db.sql, ctx.tenantId, person));
  const words = actor
    ? `You are ${actor.name} here from now on. What you write in a topic of the group goes to its customer.`
    : code && command !== null
      ? "This code does not work any more. Make another one in Parley, Settings, Profile."
      : known
        ? `You are ${known.name} here. Write in the topics of the group; here nobody reads along.`
        : `Here nobody reads along. To answer customers, open Parley, Settings, Profile, “Answer from ${bridge.place.name}”.`;
  const post = {
    group: person.id,
    thread: null,
    text: words,
    marks: [],
    files: [],
    replyTo: null,
    actions: [],
  };
  await asked(() => bridge.desk.post(post, bridge.given));
}

/**
 * Where an update waits for its turn, and how long at least: those of one topic are taken in the order in which they came, and
 * an album when its other parts have had the time to come.
 */
export function queueOf(bridge: OpenBridge, update: unknown): { lane: string; waitMs: number } {
  const item = firstIn(bridge, update);
  const isPart = item?.type === "post" && item.album !== null;
  const thread = item && "thread" in item ? item.thread : "";
  return { lane: laneOfThread(bridge.id, thread), waitMs: isPart ? ALBUM_MS : 0 };
}

function firstIn(bridge: OpenBridge, update: unknown): DeskItem | undefined {
  try {
    return bridge.desk.parse(update)[0];
  } catch {
    return undefined;
  }
}

/** The same bytes are taken once. */
export function keyOf(bridgeId: string, body: Uint8Array): string {
  return `desk:${bridgeId}:${createHash("sha256").update(body).digest("base64url")}`;
}

/** The outbox's way to takeUpdate. */
export const takeHandler: Handler = handler({
  payload: z.object({ bridgeId: z.uuid(), update: z.string() }),
  timeoutSeconds: 120,
  run: takeUpdate,
});
