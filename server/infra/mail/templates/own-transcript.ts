import { z } from "zod";
import { renderBranded, type SaidInMail } from "../branded";
import type { RenderedMail } from "../layout";
import { Link, Name } from "./fields";
import { SaidOf } from "./said";

export const OwnTranscript = z.object({
  business: Name,
  colour: z.string().max(20),
  said: z.array(SaidOf).min(1).max(1000),
  isCut: z.boolean(),
  stop: Link,
  stopNow: Link,
});

/** What was said in a chat on a website, asked for there by the visitor. */
export function ownTranscript(mail: z.infer<typeof OwnTranscript>): RenderedMail {
  const { business, colour, said, isCut, stop, stopNow } = mail;
  return {
    ...renderBranded({
      ...{ business, colour, said: said as SaidInMail[] },
      subject: `Your conversation with ${business}`,
      heading: `Your conversation with ${business}`,
      ...(isCut && { intro: `It is long: these are its last ${said.length} messages.` }),
      footnote: `Somebody asked for this copy in the chat of ${business} and gave this address.`,
      stop: { label: "Stop these e-mails", url: stop },
    }),
    headers: {
      "List-Unsubscribe": `<${stopNow}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}
