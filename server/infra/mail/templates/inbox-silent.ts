import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const InboxSilent = z.object({
  ...{ name: Name, tenant: Name, inbox: Name, link: Link },
  /** Since when nothing came. */
  hours: z.number().int().min(1),
});

/** To those who look after a business's inboxes: one of them has gone silent. */
export function inboxSilent({ name, tenant, inbox, hours, link }: z.infer<typeof InboxSilent>): RenderedMail {
  const subject = `${inbox} has gone silent`;
  const long = hours === 1 ? "an hour" : `${hours} hours`;
  return renderMail({
    subject,
    heading: subject,
    paragraphs: [
      `Hello ${name},`,
      `Nothing has come into the inbox ${inbox} of ${tenant} for ${long}. On other days it is busy at these hours.`,
      "Its provider may no longer know where to deliver, or the connection is broken. Test the connection, and look whether the provider still has this inbox's address.",
    ],
    button: { label: "Look at the inbox", url: link },
    footnote: "You are told once. The alarm ends by itself as soon as something comes in.",
  });
}
