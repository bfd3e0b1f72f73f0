import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Name } from "./fields";

export const EmailChanged = z.object({ name: Name, email: z.email().max(320) });

/** To the address that was left. `email` is the new one. */
export function emailChanged({ name, email }: z.infer<typeof EmailChanged>): RenderedMail {
  return renderMail({
    subject: "The e-mail of your account has changed",
    heading: "The e-mail of your account has changed",
    paragraphs: [
      `Hello ${name},`,
      `you sign in to Parley with ${email} from now on, no longer with this address.`,
    ],
    footnote: "If it was not you, tell an owner of your business at once.",
  });
}
