import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Link, Name } from "./fields";

export const ResetPassword = z.object({ name: Name, link: Link, minutes: z.int().positive() });

/** `minutes` is how long the link works. */
export function resetPassword({ name, link, minutes }: z.infer<typeof ResetPassword>): RenderedMail {
  return renderMail({
    subject: "Choose a new password",
    heading: "Choose a new password",
    paragraphs: [
      `Hello ${name},`,
      "someone, we hope you, has asked for a new password for your Parley account. Choose it here:",
    ],
    button: { label: "Choose a new password", url: link },
    footnote: `The link works for ${minutes} minutes and only once. If it was not you, ignore this mail: your password stays as it is.`,
  });
}
