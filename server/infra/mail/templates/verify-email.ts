import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const VerifyEmail = z.object({ name: Name, link: Link, hours: z.int().positive() });

/** `hours` is how long the link works. */
export function verifyEmail({ name, link, hours }: z.infer<typeof VerifyEmail>): RenderedMail {
  return renderMail({
    subject: "Confirm your e-mail address",
    heading: "Confirm your e-mail address",
    paragraphs: [
      `Hello ${name},`,
      "you asked to sign in with this address from now on. Open the link while you are signed in with your present one: only then can it be confirmed.",
    ],
    button: { label: "Confirm this address", url: link },
    footnote: `The link works for ${hours} hours. If you did not ask for it, ignore this mail: nothing changes.`,
  });
}
