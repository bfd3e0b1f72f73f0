import { z } from "zod";

export const WebSettings = z.object({
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .catch("#8127E8")
    .default("#8127E8"),
  /** Empty: the widget's own, in the visitor's language. */
  greeting: z.string().catch("").default(""),
  /** Origins that may show the widget, e.g. https://shop.example; empty means any. */
  allowedOrigins: z.array(z.string()).catch([]).default([]),
  /** Keys of the contact attributes that a page may set with setAttributes(). */
  openAttributes: z.array(z.string()).catch([]).default([]),
  /** What a page says of its visitor counts only with the hash that proves it. */
  requiresHash: z.boolean().catch(false).default(false),
  /** Replies that a visitor has not seen go to their address by mail. */
  continuity: z.boolean().catch(true).default(true),
});
export type WebSettings = z.infer<typeof WebSettings>;
