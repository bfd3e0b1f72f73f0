import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const Welcome = z.object({ name: Name, tenant: Name, link: Link });

/** After signing up; the link leads to the inbox. */
export function welcome({ name, tenant, link }: z.infer<typeof Welcome>): RenderedMail {
  return renderMail({
    subject: `${tenant} is ready`,
    heading: `Welcome to Parley, ${name}`,
    paragraphs: [
      `The inbox of ${tenant} is ready. Put the chat on your website, invite your team, and answer your first customer.`,
    ],
    button: { label: "Open the inbox", url: link },
    footnote: "You get this mail because this address was used to sign up for Parley.",
  });
}
