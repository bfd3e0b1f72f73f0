import type { FakeAnswer } from "../fake";
import { done, refuse } from "./fake-says";

export type FakeTopic = { thread: number; name: string; isClosed: boolean };
export type FakeForum = {
  id: number;
  title: string;
  isForum: boolean;
  status: "administrator" | "member" | "left";
  mayManageTopics: boolean;
  topics: FakeTopic[];
};

/** Groups with topics that the bot is in (contract §6). A group that nobody has made is an ordinary one. */
export function createForums(bot: { id: number }) {
  const groups = new Map<number, FakeForum>();

  function add(id: number, given: Partial<FakeForum> = {}): FakeForum {
    const usual = { title: "Support desk", isForum: true, status: "administrator" as const };
    const group = { id, ...usual, mayManageTopics: true, topics: [], ...given };
    groups.set(id, group);
    return group;
  }

  /** Null for what is no matter of a group with topics. */
  function take(method: string, chat: number, body: Record<string, unknown>): FakeAnswer | null {
    const group = groups.get(chat);
    if (method === "getChat") {
      if (!group) return refuse(400, "Bad Request: chat not found");
      const { id, title, isForum } = group;
      return done({ id, type: "supergroup", title, ...(isForum && { is_forum: true }) });
    }
    if (method === "getChatMember") {
      if (!group) return refuse(400, "Bad Request: chat not found");
      const { status, mayManageTopics } = group;
      return done({
        status,
        user: bot,
        ...(status === "administrator" && { can_manage_topics: mayManageTopics }),
      });
    }
    if (!group) return null;
    if (group.status === "left") return refuse(403, "Forbidden: bot was kicked from the supergroup chat");
    return ofTopic(group, method, body);
  }
  return { groups, add, take };
}

function ofTopic(group: FakeForum, method: string, body: Record<string, unknown>): FakeAnswer | null {
  if (method === "createForumTopic") {
    if (!group.isForum) return refuse(400, "Bad Request: the chat is not a forum");
    const may = group.status === "administrator" && group.mayManageTopics;
    if (!may) return refuse(400, "Bad Request: not enough rights to create a topic");
    const name = String(body.name ?? "");
    if (name.length < 1 || name.length > 128) return refuse(400, "Bad Request: TOPIC_NAME_INVALID");
    const topic = { thread: 5000 + group.topics.length, name, isClosed: false };
    group.topics.push(topic);
    return done({ message_thread_id: topic.thread, name, icon_color: 7322096 });
  }
  if (body.message_thread_id === undefined) return null;
  const topic = group.topics.find(({ thread }) => thread === body.message_thread_id);
  if (!topic) return refuse(400, "Bad Request: message thread not found");
  if (method === "closeForumTopic" || method === "reopenForumTopic") {
    const isClosed = method === "closeForumTopic";
    if (topic.isClosed === isClosed) return refuse(400, "Bad Request: TOPIC_NOT_MODIFIED");
    topic.isClosed = isClosed;
    return done(true);
  }
  // Administrators may write in a closed topic, and the bot is one.
  return null;
}
