import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const InboxMoved = z.object({
  ...{ name: Name, tenant: Name, inbox: Name, by: Name, from: z.string().max(300), to: z.string().max(300) },
  link: Link,
  isOfficial: z.boolean(),
});

/** To every owner of the business. `isOfficial`: the new connection is one that its network allows. */
export function inboxMoved(data: z.infer<typeof InboxMoved>): RenderedMail {
  const { name, tenant, inbox, by, from, to, link, isOfficial } = data;
  const subject = isOfficial ? `${inbox} has moved to the official API` : `${inbox} has another provider`;
  return renderMail({
    subject,
    heading: subject,
    paragraphs: [
      `Hello ${name},`,
      `${by} has moved the inbox ${inbox} of ${tenant} from ${from} to ${to}.`,
      isOfficial
        ? "Its conversations and contacts are kept, and replies that were waiting go out over the new connection."
        : "Its conversations and contacts are kept. An unofficial connection may be ended by WhatsApp at any time.",
    ],
    button: { label: "Look at the inbox", url: link },
    footnote: "If nobody of your business should have done this, change the credentials at once.",
  });
}
