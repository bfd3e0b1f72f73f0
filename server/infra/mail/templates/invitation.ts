import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const Invitation = z.object({
  inviter: Name,
  tenant: Name,
  role: Name,
  link: Link,
  days: z.int().positive(),
});

/** Somebody is asked to join a tenant. `days` is how long the link works. */
export function invitation({ inviter, tenant, role, link, days }: z.infer<typeof Invitation>): RenderedMail {
  return renderMail({
    subject: `${inviter} invites you to ${tenant}`,
    heading: `Join ${tenant} on Parley`,
    paragraphs: [
      `${inviter} has invited you to join the team of ${tenant} on Parley. Your role there: ${role}.`,
    ],
    button: { label: "Accept the invitation", url: link },
    footnote: `The link works for ${days} days and only once. If you do not know ${inviter}, you can ignore this mail: nothing happens without you.`,
  });
}
