import { z } from "zod";
import { cleanText, Line } from "../../core/text";

/**
 * What a page says of its visitor: `hash` is the HMAC-SHA256 (hex) of `id` under the inbox's identity secret, and nothing else
 * proves who it is. A name or address that is none is left out, so that the chat works all the same.
 */
export const VisitorUser = z.object({
  id: z
    .string()
    .min(1)
    .max(128)
    .refine((id) => cleanText(id) === id, "An id is one line of text.")
    .optional(),
  hash: z.string().max(128).optional(),
  name: Line(100).optional().catch(undefined),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)).optional().catch(undefined),
});
export type VisitorUser = z.infer<typeof VisitorUser>;

/** What of it is taken: `id` is proved or null. */
export type KnownUser = { id: string | null; name: string | null; email: string | null };

/** What is left out stays as it is. */
export const UpdateWebsite = z.object({
  inboxId: z.uuid(),
  requiresHash: z.boolean().optional(),
  openAttributes: z.array(z.string().max(60)).max(50).optional(),
});
export type UpdateWebsite = z.infer<typeof UpdateWebsite>;
