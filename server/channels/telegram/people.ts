import type { InboundMessage, Person } from "../inbound";
import type { Message, User } from "./wire";

/** Anonymous admins of a group write as this bot of Telegram's own. */
export const GROUP_ANONYMOUS_BOT = 1_087_968_824;

/** In a business account's private chat, the chat has the customer's id: whoever else writes there is its owner. */
export function isOurs({ business_connection_id: connection, from, chat }: Message): boolean {
  return connection !== undefined && from !== undefined && from.id !== chat.id;
}

/** In a private chat the chat is the person, also when the owner of a business account wrote. */
export function personIn(message: Message): Person {
  if (message.chat.type === "private") {
    const other = isOurs(message) ? undefined : message.from;
    return { ...personOf(other), ids: [chatRef(message.chat.id)] };
  }
  if (message.from?.id === GROUP_ANONYMOUS_BOT && message.sender_chat)
    return {
      ids: [chatRef(message.sender_chat.id)],
      name: message.sender_chat.title ?? null,
      phone: null,
      username: null,
    };
  return personOf(message.from);
}

export function personOf(user: User | undefined): Person {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(" ");
  return {
    ids: user ? [chatRef(user.id)] : [],
    name: name || null,
    phone: null,
    username: user?.username ?? null,
  };
}

export function chatRef(id: number) {
  return { scope: "chat", value: String(id) };
}

export function groupOf(message: Message): InboundMessage["group"] {
  if (message.chat.type !== "group" && message.chat.type !== "supergroup") return null;
  return { id: chatRef(message.chat.id), name: message.chat.title ?? null };
}
