import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { putDraft } from "./draft";
import type { OpenBridge } from "./open";
import { type At, changePost, putPost } from "./post";
import { digestOf, tiePost } from "./posted";
import { albumsOf, textOf } from "./render";
import { findEntries, type ThreadEntry } from "./thread";

type Post = { external_id: string; message_id: string; file_ids: string[]; shown: string };
/** With all other messages that stand in the same posts. */
const POSTS = statement<Post>(
  "bridge_posts_with",
  `select o.external_id, o.message_id, o.file_ids, o.shown from bridge_post o
   where o.tenant_id = $1::uuid and o.bridge_id = $2::uuid and o.external_id in (
     select p.external_id from bridge_post p where p.tenant_id = $1::uuid and p.bridge_id = $2::uuid and p.message_id = $3::uuid)`,
);
const SHOWN = statement<never>(
  "bridge_post_shown",
  `update bridge_post set shown = $4::text where tenant_id = $1::uuid and bridge_id = $2::uuid and external_id = $3::text`,
);

/** What has become of a message since it was shown: other words, files that have come, or that it did not arrive. */
export async function reviseMessage(bridge: OpenBridge, at: At, messageId: string): Promise<void> {
  const { sql } = runtime().db;
  const posts = await sql(POSTS, [bridge.tenant_id, bridge.id, messageId]);
  const [message] = await findEntries(sql, bridge.tenant_id, [messageId]);
  if (!message || posts.length === 0) return;
  if (message.isFromTopic) return tellFailure(bridge, at, message, posts);
  for (const post of posts.filter(({ message_id, shown }) => message_id === messageId && shown !== ""))
    await reword(bridge, at, post, posts);
  const there = new Set(
    posts.filter(({ message_id }) => message_id === messageId).flatMap(({ file_ids }) => file_ids),
  );
  const files = message.files.filter(({ fileId }) => !there.has(fileId));
  for (const draft of albumsOf(message, files, bridge.desk)) await putDraft(bridge, at, draft);
}

async function reword(bridge: OpenBridge, at: At, post: Post, posts: readonly Post[]): Promise<void> {
  const { sql } = runtime().db;
  const externalId = post.external_id;
  const ids = posts.filter((one) => one.external_id === externalId).map(({ message_id }) => message_id);
  const { text, marks } = textOf(await findEntries(sql, bridge.tenant_id, ids));
  const digest = digestOf({ text, marks });
  const hasFile = post.file_ids.length > 0;
  const { maxTextLength, captionLength } = bridge.desk;
  if (digest === post.shown || text.length > (hasFile ? captionLength : maxTextLength)) return;
  await changePost(bridge, at, { externalId, text, marks, hasFile });
  await sql(SHOWN, [bridge.tenant_id, bridge.id, externalId, digest]);
}

/** Whoever wrote in the topic sees nothing of the inbox: that their answer did not arrive is said there, once. */
async function tellFailure(
  bridge: OpenBridge,
  at: At,
  { id, failure }: ThreadEntry,
  posts: readonly Post[],
): Promise<void> {
  const [own] = posts;
  if (!failure || !own || posts.length > 1) return;
  const externalId = await putPost(bridge, at, {
    text: `⚠ Not delivered: ${failure}`,
    replyTo: own.external_id,
  });
  if (externalId) await tiePost(runtime().db.sql, bridge, externalId, id);
}
