import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

const Item = z.object({
  type: z.string().max(60),
  contact: Name,
  number: z.number().int(),
  by: Name.nullable(),
  /** How many things it stands for. */
  count: z.number().int().positive(),
  preview: z.string().max(400),
});

export const Notifications = z.object({
  name: Name,
  tenant: Name,
  items: z.array(Item).min(1).max(50),
  more: z.number().int().min(0),
  link: Link,
  settings: Link,
});

/** What a member has not seen, in one mail. */
export function notifications(mail: z.infer<typeof Notifications>): RenderedMail {
  const { tenant, items, more, link, settings } = mail;
  const all = items.length + more;
  const first = items[0]!;
  return renderMail({
    subject: all === 1 ? `${sayWhat(first)} · ${tenant}` : `${all} conversations wait for you · ${tenant}`,
    heading: all === 1 ? sayWhat(first) : `${all} conversations wait for you`,
    paragraphs: [
      ...items.map(
        (item) => `${all === 1 ? "" : `${sayWhat(item)}. `}#${item.number}: ${item.preview || "…"}`,
      ),
      ...(more ? [`And ${more} more.`] : []),
    ],
    button: { label: all === 1 ? "Open the conversation" : "Open the inbox", url: link },
    footnote: `You get at most one such mail an hour. What you are told of, and how, you choose at ${settings}`,
  });
}

function sayWhat({ type, contact, by, count }: z.infer<typeof Item>): string {
  const who = contact || "A visitor";
  if (type === "conversation_mention") return `${by ?? "A colleague"} mentioned you about ${who}`;
  if (type === "conversation_assignment")
    return by ? `${by} gave you the conversation with ${who}` : `The conversation with ${who} is yours`;
  if (type === "conversation_creation") return `${who} began a conversation`;
  if (by && count === 1) return `${by} wrote about ${who}`;
  return count === 1 ? `${who} wrote` : `${count} new messages from ${who}`;
}
