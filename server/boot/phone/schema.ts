import { z } from "zod";
import { REFUSALS } from "./state";
import { ATTACHMENTS } from "./things";

/** What is told of a person beside what they write, where their network tells it. */
export const SIGNALS = ["typing", "call"] as const;
export type Signal = (typeof SIGNALS)[number];

const Place = { person: z.string().max(20), network: z.string().max(40) };
const target = z.string().min(1).max(300);

/** What the page asks for. */
export const PhoneAsk = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("say"),
    ...Place,
    text: z.string().max(4096).default(""),
    attach: z.enum(ATTACHMENTS).nullish(),
    /** A file of one's own, in base64. */
    upload: z
      .object({ name: z.string().max(200), contentType: z.string().max(100), base64: z.string() })
      .nullish(),
    replyTo: target.nullish(),
    choice: z.object({ id: z.string(), title: z.string() }).nullish(),
  }),
  z.object({ type: z.literal("edit"), ...Place, target, text: z.string().min(1).max(4096) }),
  z.object({ type: z.literal("react"), ...Place, target, emoji: z.string().max(20).nullable() }),
  z.object({ type: z.literal("signal"), ...Place, what: z.enum(SIGNALS) }),
  /** The chat is open before somebody's eyes. */
  z.object({ type: z.literal("read"), ...Place }),
  z.object({
    type: z.literal("difficulty"),
    isTwice: z.boolean().optional(),
    isOutOfOrder: z.boolean().optional(),
    isUnread: z.boolean().optional(),
    refuse: z.enum(REFUSALS).nullable().optional(),
    delay: z.union([z.literal(0), z.literal(2), z.literal(30)]).optional(),
  }),
  z.object({ type: z.literal("window"), ...Place, isClosed: z.boolean() }),
  z.object({ type: z.literal("again") }),
]);
export type PhoneAsk = z.input<typeof PhoneAsk>;
