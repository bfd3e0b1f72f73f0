import type { DeskDone, DeskFailure, DeskPost } from "../../channels/desk";
import { ProviderSilent } from "../../channels/outbound";
import type { Marked } from "../../core/marked";
import { statement } from "../../infra/db";
import { NotYet, RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { reservePlace } from "../sending/pace";
import type { OpenBridge } from "./open";
import { moveGroup, pauseBridge } from "./state";

/** How often a paused bridge is looked at; whoever mends it wakes what waits at once. */
export const PAUSED_SECONDS = 60;
/** A place in the pace that is nearer is waited for; a later one is asked for again when it comes. */
const PATIENCE_SECONDS = 0.2;
const SILENT_SECONDS = 10;

/** A topic of a conversation, as far as posting goes. */
export type At = { conversationId: string; thread: string };

/**
 * One post in the bridge's group, in the pace of all its topics together. Answers its id; null for what the network will not
 * show. Throws NotYet and RetryAfter for everything that a later try can mend.
 */
export async function putPost(
  bridge: OpenBridge,
  at: At,
  post: Partial<DeskPost> & { text: string },
): Promise<string | null> {
  const whole = {
    ...{ marks: [], files: [] },
    replyTo: null,
    actions: [],
    ...post,
    group: bridge.group_id!,
    thread: at.thread,
  };
  await keepPace(bridge);
  const sent = await asked(() => bridge.desk.post(whole, bridge.given));
  if (sent.type === "sent") return sent.externalId;
  return sortFailure(bridge, at, sent.failure);
}

/** Words of a post changed; false for what the network will not change. Throws as putPost. */
export async function changePost(
  bridge: OpenBridge,
  at: At,
  post: Marked & { externalId: string; hasFile: boolean },
): Promise<boolean> {
  await keepPace(bridge);
  const done = await asked(() => bridge.desk.edit({ ...bridge.given, group: bridge.group_id!, ...post }));
  if (done.type === "failed") await sortFailure(bridge, at, done.failure);
  return done.type === "done";
}

/** What the network was asked, or a later try. */
export async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    if (!error.mayHaveArrived) throw new NotYet(SILENT_SECONDS, error.message);
    // A topic that shows something twice does no harm, one that lacks it does; but there is an end to it.
    throw new RetryAfter(SILENT_SECONDS, error.message);
  }
}

export async function keepPace({ id, tenant_id: tenantId, desk }: OpenBridge): Promise<void> {
  const { sql } = runtime().db;
  const place = { key: `desk:${id}`, seconds: desk.pace, patience: PATIENCE_SECONDS };
  const { wait, isReserved } = await reservePlace(sql, tenantId, place);
  if (!isReserved) throw new NotYet(wait, "The pace of the group.");
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
}

const LOSE = statement<never>(
  "bridge_topic_lose",
  "update bridge_topic set thread = null where tenant_id = $1::uuid and conversation_id = $2::uuid and thread = $3::text",
);

/** Returns normally only where no later try can help. */
export async function sortFailure(bridge: OpenBridge, at: At | null, failure: DeskFailure): Promise<null> {
  const { code, reason, fix, retryAfter, movedTo, topic } = failure;
  if (topic === "gone" && at) {
    await runtime().db.sql(LOSE, [bridge.tenant_id, at.conversationId, at.thread]);
    throw new RetryAfter(0, "The topic was deleted: another one is made.");
  }
  if (topic === "closed" && at) {
    const place = { ...bridge.given, group: bridge.group_id!, thread: at.thread, isOpen: true };
    await asked<DeskDone>(() => bridge.desk.setOpen(place));
    throw new RetryAfter(0, "The topic was closed: it is opened again.");
  }
  if (movedTo) {
    await moveGroup(bridge, bridge.group_id!, movedTo.value);
    throw new RetryAfter(0, reason);
  }
  if (failure.class === "retry") throw new NotYet(retryAfter ?? SILENT_SECONDS, reason);
  if (failure.class === "content") return null;
  await pauseBridge(bridge, { code, reason, fix });
  throw new NotYet(PAUSED_SECONDS, reason);
}
