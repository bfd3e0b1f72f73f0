import type { ChannelCapabilities } from "../../channels/contract";
import type { MessageExtra } from "../../channels/inbound";
import type { OutgoingExtra } from "../../channels/outbound";
import { choiceId } from "../messages/ask";
import type { MessageData } from "../messages/schema";

/** What a message carries on the wire beyond its words and files; null where the channel shows those alone. */
export function outgoingExtra(
  message: { id: string; extra: { type: string } | null; data: MessageData | null },
  { carries = [] }: ChannelCapabilities,
): OutgoingExtra | null {
  const extra = message.extra as MessageExtra | null;
  if (extra?.type === "location" || extra?.type === "contacts")
    return carries.includes(extra.type) ? extra : null;
  const { data } = message;
  if (data?.type !== "choices") return null;
  return {
    type: "choices",
    choices: data.choices.map((title, at) => ({ id: choiceId(message.id, at), title })),
  };
}
