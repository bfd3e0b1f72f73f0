import { z } from "zod";
import { type BrandedParts, renderBranded, type SaidInMail } from "../branded";
import type { RenderedMail } from "../layout";
import { Link, Name } from "./fields";
import { SaidOf } from "./said";

export const UnseenReplies = z.object({
  business: Name,
  colour: z.string().max(20),
  replies: z.array(SaidOf).min(1).max(50),
  /** Unseen ones before those that are shown. */
  more: z.number().int().min(0),
  earlier: z.array(SaidOf).max(50),
  /** The page with the chat open; null where none is known to be the business's own. */
  link: Link.nullable(),
  stop: Link,
  /** Takes a one-click POST (RFC 8058). */
  stopNow: Link,
  /** The same for every mail of one conversation: mail programs show them together. */
  thread: z.string().regex(/^[A-Za-z0-9.-]{1,80}$/),
});

/** What the team answered on the website and the visitor has not seen. Ends nowhere but in the chat: it says so. */
export function unseenReplies(mail: z.infer<typeof UnseenReplies>): RenderedMail {
  const { business, colour, replies, more, earlier, link, stop, stopNow, thread } = mail;
  const all = replies.length + more;
  const authors = [...new Set(replies.map(({ author }) => author))];
  const who = authors.length === 1 && authors[0] !== business ? `${authors[0]} from ${business}` : business;
  const parts: BrandedParts = {
    ...{ business, colour },
    subject: `${who} replied to you`,
    heading: all === 1 ? `${who} replied to you` : `${who} sent you ${all} messages`,
    ...(more > 0 && { intro: `These are the last ${replies.length}. You find all of them in the chat.` }),
    said: replies as SaidInMail[],
    earlier: { heading: "Earlier in this conversation", said: earlier as SaidInMail[] },
    ...(link && { button: { label: "Answer in the chat", url: link } }),
    hint: link
      ? "Answers to this e-mail are not read. Open the chat in the browser in which you wrote."
      : "Answers to this e-mail are not read. Open the chat on our website, in the browser in which you wrote.",
    footnote: `You get this because you wrote to ${business} on its website and had not seen the answer.`,
    stop: { label: "Stop these e-mails", url: stop },
  };
  return {
    ...renderBranded(parts),
    headers: {
      "List-Unsubscribe": `<${stopNow}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      References: `<${thread}@conversation.parley>`,
    },
  };
}
