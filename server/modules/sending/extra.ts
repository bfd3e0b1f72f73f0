import type { ChannelCapabilities } from "../../channels/contract";
import type { MessageExtra } from "../../channels/inbound";
import type { OutgoingExtra } from "../../channels/outbound";
import { choiceId } from "../messages/ask";
import type { MessageData } from "../messages/schema";

/** A template as its message keeps it. */
export type KeptTemplate = Omit<Extract<OutgoingExtra, { type: "template" }>, "replies">;

/** What a message carries on the wire beyond its words and files; null where the channel shows those alone. */
export function outgoingExtra(
  message: { messageId: string; extra: { type: string } | null; data: MessageData | null },
  { carries = [] }: ChannelCapabilities,
): OutgoingExtra | null {
  const extra = message.extra as MessageExtra | KeptTemplate | null;
  if (extra?.type === "location" || extra?.type === "contacts")
    return carries.includes(extra.type) ? extra : null;
  // Kept as it is sent, so that a later change of the template does not change what was written.
  const { data } = message;
  const titles = data?.type === "choices" ? data.choices : [];
  const choices = titles.map((title, at) => ({ id: choiceId(message.messageId, at), title }));
  if (extra?.type === "template") return { ...extra, replies: choices.map(({ id }) => id) };
  return choices.length > 0 ? { type: "choices", choices } : null;
}
