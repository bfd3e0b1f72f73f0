import { z } from "zod";
import { FormAnswers, type FormField, FormFields } from "../../core/form";
import { Line, Text } from "../../core/text";

/** What a message may carry beside its words, for the contact to press or to fill in. */
export const MAX_CHOICES = 10;
export const MAX_CARDS = 10;
export const MAX_BUTTONS = 3;

const Title = Line(80).pipe(z.string().min(1, "Give it a title."));

/** Nothing but http and https, and no names or passwords in it: what is written is where it goes. */
const Address = z
  .string()
  .trim()
  .max(2000)
  .transform((text, ctx) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.href;
    ctx.addIssue({
      code: "custom",
      message: "A link begins with https://, as in https://shop.example/mugs.",
    });
    return z.NEVER;
  });

/** With `url` it opens that page; without, its title comes back as the contact's message. */
const CardButton = z.object({ title: Title, url: Address.nullable().default(null) });
/** `fileId`: a picture among the message's own files. */
const Card = z.object({
  title: Title,
  text: Text(300).default(""),
  fileId: z.uuid().nullable().default(null),
  buttons: z.array(CardButton).max(MAX_BUTTONS, `Up to ${MAX_BUTTONS} buttons on a card.`).default([]),
});
export type Card = z.infer<typeof Card>;

/** Quick replies, cards to look through, or a form; one of them a message. */
export const Ask = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("choices"),
    choices: z
      .array(Title)
      .min(1, "Offer at least one choice.")
      .max(MAX_CHOICES, `Up to ${MAX_CHOICES} choices.`)
      .refine((all) => new Set(all).size === all.length, "Each choice is another one."),
  }),
  z.object({
    type: z.literal("cards"),
    cards: z.array(Card).min(1, "Show at least one card.").max(MAX_CARDS, `Up to ${MAX_CARDS} cards.`),
  }),
  z.object({
    type: z.literal("form"),
    fields: FormFields.pipe(z.array(z.custom<FormField>()).min(1, "Ask at least one question.")),
  }),
]);
export type Ask = z.infer<typeof Ask>;

/** What came of it: the contact's message, and which of the buttons it was, counted through all cards from 0. */
export type Asked = Ask & { answer: { messageId: string; pick: number | null } | null };

/** The contact's answer to the message that asks: `pick` for buttons, `values` for a form. */
export const Answer = z.object({
  messageId: z.uuid(),
  pick: z.number().int().min(0).max(99).optional(),
  values: FormAnswers.optional(),
});
export type Answer = z.infer<typeof Answer>;
