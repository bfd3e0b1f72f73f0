import { z } from "zod";
import { type RenderedMail, renderMail } from "../layout";
import { Name } from "./fields";

const Said = z.string().max(21_000);

export const Transcript = z.object({
  tenant: Name,
  contact: Name,
  number: z.number().int(),
  /** Each "21/11/2026, 14:31 · Grace: What she wrote". */
  lines: z.array(Said).max(1000),
  isCut: z.boolean(),
});

/** What was said in a conversation, asked for by a member; without notes and activity. */
export function transcript(mail: z.infer<typeof Transcript>): RenderedMail {
  const { tenant, contact, number, lines, isCut } = mail;
  return renderMail({
    subject: `Conversation #${number} with ${tenant}`,
    heading: `Conversation #${number}, ${contact}`,
    paragraphs: [
      ...(isCut ? [`The conversation is long: these are its last ${lines.length} messages.`] : []),
      ...lines,
    ],
    footnote: `A member of ${tenant} had this conversation sent to you.`,
  });
}
