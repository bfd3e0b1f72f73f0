import { type Sql, statement } from "../../infra/db";
import { RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import type { OpenBridge } from "./open";
import { type At, asked, keepPace, putPost, sortFailure } from "./post";
import { topicName } from "./render";

export type Topic = {
  conversation_id: string;
  thread: string | null;
  shown_seq: number;
  is_open: boolean;
  is_begun: boolean;
};
const COLUMNS = "t.conversation_id, t.thread, t.shown_seq, t.is_open, t.is_begun";
const OF_CONVERSATION = statement<Topic>(
  "bridge_topic_of_conversation",
  `select ${COLUMNS} from bridge_topic t where t.tenant_id = $1::uuid and t.conversation_id = $2::uuid`,
);

export async function findTopic(sql: Sql, tenantId: string, conversationId: string): Promise<Topic | null> {
  const [topic] = await sql(OF_CONVERSATION, [tenantId, conversationId]);
  return topic ?? null;
}

const BY_THREAD = statement<{ conversation_id: string }>(
  "bridge_topic_by_thread",
  "select conversation_id from bridge_topic where tenant_id = $1::uuid and bridge_id = $2::uuid and thread = $3::text",
);
const BY_NUMBER = statement<{ conversation_id: string }>(
  "bridge_conversation_by_number",
  `select c.id as conversation_id from conversation c join bridge_topic t on t.tenant_id = c.tenant_id and t.conversation_id = c.id
   where c.tenant_id = $1::uuid and c.display_number = $3::int and t.bridge_id = $2::uuid`,
);

/** Which conversation a topic is about; `number` finds it where the topic's own id never reached us. */
export async function conversationOf(
  { id, tenant_id: tenantId }: OpenBridge,
  thread: string,
  number: number | null,
): Promise<string | null> {
  const { sql } = runtime().db;
  const [known] = await sql(BY_THREAD, [tenantId, id, thread]);
  const [named] = known || number === null ? [] : await sql(BY_NUMBER, [tenantId, id, number]);
  return (known ?? named)?.conversation_id ?? null;
}

const PUT = statement<never>(
  "bridge_topic_put",
  `insert into bridge_topic (tenant_id, bridge_id, conversation_id, thread, shown_seq) values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::int)
   on conflict (conversation_id) do update set thread = excluded.thread, is_open = true, is_begun = false`,
);

/** What a topic is made of. */
export type Subject = {
  id: string;
  number: number;
  contact: string;
  inbox: string;
  status: string;
  is_merged: boolean;
  tenant_slug: string;
};

/** The pressed buttons under a topic's first post. */
export const ACTIONS = [
  { id: "claim", title: "Claim" },
  { id: "close", title: "Close" },
] as const;

/** A topic for the conversation. */
export async function makeTopic(bridge: OpenBridge, subject: Subject, shownSeq: number): Promise<At> {
  const { given, desk, tenant_id: tenantId } = bridge;
  const name = topicName(subject);
  await keepPace(bridge);
  const made = await asked(() => desk.open({ ...given, group: bridge.group_id!, name }));
  if (made.type === "failed") {
    await sortFailure(bridge, null, made.failure);
    throw new RetryAfter(60, made.failure.reason);
  }
  const { thread } = made;
  await runtime().db.sql(PUT, [tenantId, bridge.id, subject.id, thread, shownSeq]);
  return { conversationId: subject.id, thread };
}

const BEGUN = statement<never>(
  "bridge_topic_begun",
  "update bridge_topic set is_begun = true where tenant_id = $1::uuid and conversation_id = $2::uuid",
);

/** A topic's first post: what it is about, where that is in Parley, and what can be pressed. */
export async function beginTopic(bridge: OpenBridge, at: At, subject: Subject): Promise<void> {
  const link = `${runtime().appUrl}/t/${subject.tenant_slug}/inbox/${subject.id}`;
  const text = `${topicName(subject)}\n${link}\n\nWrite here to answer. /note or // before your words keeps them among the team. /claim, /close, /help.`;
  await putPost(bridge, at, { text, actions: ACTIONS });
  await runtime().db.sql(BEGUN, [bridge.tenant_id, subject.id]);
}

const SET_OPEN = statement<never>(
  "bridge_topic_set_open",
  "update bridge_topic set is_open = $3::bool where tenant_id = $1::uuid and conversation_id = $2::uuid",
);

export async function noteOpen(tenantId: string, conversationId: string, isOpen: boolean): Promise<void> {
  await runtime().db.sql(SET_OPEN, [tenantId, conversationId, isOpen]);
}
