import type { SystemActor, TenantCtx } from "../../core/ctx";
import { type Sql, statement } from "../../infra/db";
import { NotYet } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { putDraft } from "./draft";
import { type OpenBridge, openBridge } from "./open";
import { type At, asked, PAUSED_SECONDS, sortFailure } from "./post";
import { notePosted } from "./posted";
import { draftsOf } from "./render";
import { reviseMessage } from "./revise";
import { findEntries, listNews } from "./thread";
import { beginTopic, findTopic, makeTopic, noteOpen, type Subject, type Topic } from "./topic";

type Ctx = TenantCtx<SystemActor>;

/** Whether the event `p` is of a business with a bridge, and says something that a topic shows. */
export const IS_BRIDGED = `exists (select 1 from bridge b where b.tenant_id = p.tenant_id and b.group_id is not null)
  and (p.type = 'message.created' or exists (select 1 from bridge_topic t where t.conversation_id = p.conversation_id))`;

const SUBJECT = statement<Subject>(
  "bridge_subject",
  `select c.id, c.display_number as number, k.name as contact, b.name as inbox, c.status::text as status,
     c.merged_into_id is not null as is_merged, t.slug as tenant_slug
   from conversation c join contact k on k.tenant_id = c.tenant_id and k.id = c.contact_id
   join inbox b on b.tenant_id = c.tenant_id and b.id = c.inbox_id join tenant t on t.id = c.tenant_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

/**
 * Brings the topic of a conversation up to date with it, made by the first message. Runs in the conversation's lane; a second
 * run does only what the first has left.
 */
export async function mirrorToTopic(
  ctx: Ctx,
  event: { type: string; conversationId: string; messageId?: string },
): Promise<void> {
  const { sql } = runtime().db;
  const bridge = await openBridge(sql, ctx.tenantId);
  if (!bridge?.group_id) return;
  if (bridge.paused_for) throw new NotYet(PAUSED_SECONDS, "The topic bridge is paused.");
  const [subject] = await sql(SUBJECT, [ctx.tenantId, event.conversationId]);
  if (!subject || subject.is_merged) return;
  const topic = await findTopic(sql, ctx.tenantId, subject.id);
  const since = topic?.shown_seq ?? (await seqBefore(sql, ctx.tenantId, event));
  if (since === null) return;
  const at = await placeFor(sql, bridge, subject, topic, since);
  if (!at) return;
  if (!topic?.thread || !topic.is_begun) await beginTopic(bridge, at, subject);
  await showNews(sql, bridge, at, since);
  if (event.type === "message.updated" && event.messageId) await reviseMessage(bridge, at, event.messageId);
  await followStatus(bridge, at, subject.status, topic?.is_open ?? true);
}

/** A conversation that was there before the bridge begins in it with the message at hand. */
async function seqBefore(
  sql: Sql,
  tenantId: string,
  { type, messageId }: { type: string; messageId?: string },
): Promise<number | null> {
  if (type !== "message.created" || !messageId) return null;
  const [entry] = await findEntries(sql, tenantId, [messageId]);
  return entry?.isShown && entry.kind !== "activity" ? entry.seq - 1 : null;
}

/** Where to post; null while there is nothing to show in a topic that is not there. */
async function placeFor(
  sql: Sql,
  bridge: OpenBridge,
  subject: Subject,
  topic: Topic | null,
  since: number,
): Promise<At | null> {
  if (topic?.thread) return { conversationId: subject.id, thread: topic.thread };
  const news = await listNews(sql, bridge.tenant_id, subject.id, since);
  return news.some(({ isShown }) => isShown) ? makeTopic(bridge, subject, since) : null;
}

async function showNews(sql: Sql, bridge: OpenBridge, at: At, since: number): Promise<void> {
  const news = await listNews(sql, bridge.tenant_id, at.conversationId, since);
  const shown = news.filter(({ isShown }) => isShown);
  for (const draft of draftsOf(shown, bridge.desk)) await putDraft(bridge, at, draft);
  await notePosted(sql, bridge, at, { upTo: news.at(-1)?.seq ?? since });
  if (news.length === 50) await showNews(sql, bridge, at, news.at(-1)!.seq);
}

/** A topic is closed when its conversation is done, and open again with it. */
async function followStatus(bridge: OpenBridge, at: At, status: string, wasOpen: boolean): Promise<void> {
  const isOpen = status !== "resolved";
  if (isOpen === wasOpen) return;
  const { given, group_id: group, desk } = bridge;
  const done = await asked(() => desk.setOpen({ ...given, group: group!, thread: at.thread, isOpen }));
  if (done.type === "failed") await sortFailure(bridge, at, done.failure);
  await noteOpen(bridge.tenant_id, at.conversationId, isOpen);
}
