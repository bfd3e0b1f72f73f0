import { z } from "zod";
import type { DeskItem } from "../../channels/desk";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { cleaned } from "../deliveries/process";
import { reservePlace } from "../sending/pace";
import type { OpenBridge } from "./open";

export type Post = Extract<DeskItem, { type: "post" }>;

export const TAKE_KIND = "bridge.take";
/** Updates of one topic are taken one after another. */
export const laneOfThread = (bridgeId: string, thread: string) => `desk:${bridgeId}:${thread}`;

/** A network sends the parts of an album at once and does not say which is the last one. */
export const ALBUM_MS = 1_500;
/** So long after the words of an album its pictures may come. */
const ALBUM_SECONDS = 3_600;
/** Of an album itself at most ten; what else waits in the topic stands between them. */
const MOST = 50;

const WAITING = statement<{ update: string }>(
  "bridge_updates_waiting",
  `select payload->>'update' as update from outbox_entry
   where lane = $1::text and tenant_id = $2::uuid and kind = '${TAKE_KIND}' and finished_at is null order by id limit ${MOST}`,
);

/**
 * All that has come by now of the album that a post belongs to, as one post in the order in which it was sent; its parts stand
 * behind it in the topic's lane.
 */
export async function gatherAlbum(bridge: OpenBridge, post: Post): Promise<{ whole: Post; parts: Post[] }> {
  const { id, tenant_id: tenantId } = bridge;
  const rows = await runtime().db.sql(WAITING, [laneOfThread(id, post.thread), tenantId]);
  const found = rows.flatMap(({ update }) => postsIn(bridge, update));
  const isPart = (one: Post) =>
    one.album === post.album && one.person.id === post.person.id && one.group === post.group;
  const byId = new Map([post, ...found.filter(isPart)].map((one) => [one.externalId, one]));
  const parts = [...byId.values()].sort((a, b) =>
    a.externalId.localeCompare(b.externalId, "en", { numeric: true }),
  );
  const said = parts.filter(({ text, command }) => text || command !== null);
  const whole = {
    ...parts[0]!,
    text: said.map(({ text }) => text).join("\n"),
    command: said.find(({ command }) => command !== null)?.command ?? null,
    files: parts.flatMap(({ files }) => files),
    replyTo: parts.find(({ replyTo }) => replyTo !== null)?.replyTo ?? null,
  };
  return { whole, parts };
}

/** What cannot be read says so itself when its turn comes. */
function postsIn(bridge: OpenBridge, update: string): Post[] {
  try {
    return cleaned(bridge.desk.parse(JSON.parse(update))).filter((item) => item.type === "post");
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Remembers something of an album for an hour. */
export async function noteOfAlbum(bridge: OpenBridge, what: "note" | "refused", post: Post): Promise<void> {
  await place(bridge, what, post, ALBUM_SECONDS);
}

export async function isNotedOfAlbum(
  bridge: OpenBridge,
  what: "note" | "refused",
  post: Post,
): Promise<boolean> {
  return !(await place(bridge, what, post, 0));
}

async function place(
  { id, tenant_id: tenantId }: OpenBridge,
  what: string,
  { album }: Post,
  seconds: number,
): Promise<boolean> {
  const key = `desk-album:${what}:${id}:${album}`;
  return (await reservePlace(runtime().db.sql, tenantId, { key, seconds, patience: 0 })).isReserved;
}
