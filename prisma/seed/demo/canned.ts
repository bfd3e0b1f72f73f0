import { newId } from "../../../server/core/ids";
import type { TableRows } from "../rows";

const TEXTS: [shortCode: string, content: string][] = [
  ["hello", "Hello {{contact.first_name}}, {{agent.first_name}} here. How can I help?"],
  ["hours", "We answer from Monday to Friday, 09:00 to 17:30, and on Saturdays until noon."],
  [
    "returns",
    "You can send anything back within 30 days, {{contact.first_name}}:\n\n- keep the box\n- print the label I send you\n- drop it at any **Post Office**",
  ],
  ["tracking", "Your parcel left us today. The courier writes to you with the hour it arrives."],
  [
    "sorry",
    "I am sorry about that, {{contact.first_name}}. Let me put it right: would you like a replacement or a refund?",
  ],
  [
    "number",
    "Your conversation with us is #{{conversation.number}}. Name it when you call and we find it at once.",
  ],
  [
    "bye",
    "You are welcome, {{contact.first_name}}. Have a lovely day.\n\n{{agent.first_name}}, {{inbox.name}}",
  ],
];

/** What the team of a demo business writes often, for everybody in it. */
export function cannedRows(tenantId: string): TableRows["canned_response"][] {
  return TEXTS.map(([shortCode, content]) => ({
    id: newId(),
    tenantId,
    shortCode,
    content,
    updatedAt: new Date(),
  }));
}
