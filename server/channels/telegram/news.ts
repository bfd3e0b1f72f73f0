import type { Happening, InboundItem, Person } from "../inbound";
import { chatRef, groupOf, personIn, personOf } from "./people";
import type { Message, Update } from "./wire";

const timeOf = (seconds: number) => new Date(seconds * 1000);
const namedGroup = (id: number, name: string | null): Person => ({
  ...{ ids: [chatRef(id)], name, phone: null, username: null },
});

/** Who came into a group or left it, and what it is called now; null for what is a message. Bots are nobody's business. */
export function groupNewsOf(message: Message, externalId: string): InboundItem[] | null {
  const { new_chat_members: came, left_chat_member: left, new_chat_title: title } = message;
  if (!came && !left && title === undefined) return null;
  const at = timeOf(message.date);
  const line = (happening: Happening, person = personIn(message)): InboundItem => ({
    ...{ type: "activity", externalId, at, person, group: groupOf(message), happening },
  });
  if (title !== undefined) {
    const group = namedGroup(message.chat.id, title);
    return [{ type: "renamed", from: group, to: group, at }, line({ what: "titled", title })];
  }
  const people = (came ?? [left!]).filter(({ is_bot }) => !is_bot).map(personOf);
  const [first] = people;
  if (!first) return [{ type: "ignored", reason: `a bot ${came ? "joined" : "left"} the group` }];
  return [line({ what: came ? "joined" : "left", people }, first)];
}

/** An owner who takes the bot off their account, or its right to answer, is an alarm: what is written then goes nowhere. */
export function connectionOf(
  connection: NonNullable<Update["business_connection"]>,
  receivedAt: Date,
): InboundItem {
  const { is_enabled: isEnabled, rights, user, date } = connection;
  const who = personOf(user).name ?? "Somebody";
  const mayReply = rights?.can_reply !== false;
  const isOff = isEnabled === false;
  const next = "Their owner sets it in Telegram, under Settings, Business, Chatbots.";
  const fact = isOff
    ? `The business account of ${who} no longer works with this bot.`
    : mayReply
      ? `The business account of ${who} works with this bot.`
      : `The bot may read what is written to the business account of ${who}, and not answer.`;
  const isAlarm = isOff || !mayReply;
  return {
    ...{ type: "account", event: "business_connection", data: connection, isAlarm },
    news: {
      ...{ fact, tone: isAlarm ? "danger" : "info", next: isAlarm ? next : "" },
      at: date === undefined ? receivedAt : timeOf(date),
    },
  };
}

const isIn = (status: string | undefined) => status !== undefined && !/^(left|kicked)$/.test(status);

/** In a private chat the person has stopped or started the bot; in a group it was added, promoted or taken out. */
export function membershipOf({
  chat,
  from,
  date,
  old_chat_member: before,
  new_chat_member: now,
}: NonNullable<Update["my_chat_member"]>): InboundItem[] {
  const at = timeOf(date);
  const { status } = now;
  if (chat.type === "private") {
    const person = { ...personOf(from), ids: [chatRef(chat.id)] };
    return [{ type: "reachable", person, isReachable: status === "member", at }];
  }
  const group = { id: chatRef(chat.id), name: chat.title ?? null };
  const isAlarm = !isIn(status);
  const account: InboundItem = {
    ...{ type: "account", event: `group_${status}`, data: { chat }, isAlarm },
    ...(isAlarm && {
      news: {
        ...{ tone: "warning", at, fact: `The bot was taken out of the group “${chat.title ?? chat.id}”.` },
        next: "Add it again in Telegram to go on there.",
      },
    }),
  };
  const isMove = isAlarm || (before !== undefined && !isIn(before.status));
  if (!isMove) return [account];
  const happening: Happening = { what: isAlarm ? "removed" : "added" };
  const person = namedGroup(chat.id, group.name);
  const externalId = `member:${chat.id}:${date}:${status}`;
  return [account, { type: "activity", externalId, at, person, group, happening }];
}
