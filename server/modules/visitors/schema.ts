import { z } from "zod";
import { type Feature, LAUNCHER_ICONS, THEMES, WIDGET_LOCALES } from "../../channels/web/settings";
import { PreChat } from "../../core/form";
import { cleanText, Line } from "../../core/text";
import { Origin } from "./origins";
import { WebsiteTexts } from "./texts";

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

/** `url` as people type it: an address without its scheme is meant to be https. */
export const CheckSite = z.object({
  inboxId: z.uuid(),
  url: z
    .string()
    .trim()
    .min(1, "Which page should be looked at?")
    .max(2000)
    .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)),
});
export type CheckSite = z.infer<typeof CheckSite>;

/** A language that the widget speaks. */
export const WidgetLanguage = z.enum(WIDGET_LOCALES);

/** What is left out stays as it is. */
export const UpdateWebsite = z.object({
  inboxId: z.uuid(),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, "A colour looks like #8127E8")
    .optional(),
  /** The heading of the widget's first screen. */
  greeting: Line(120).optional(),
  look: z
    .object({
      icon: z.enum(LAUNCHER_ICONS),
      label: Line(24),
      side: z.enum(["left", "right"]),
      gap: z.number().int().min(0, "From 0 to 160.").max(160, "From 0 to 160."),
      theme: z.enum(THEMES),
    })
    .partial()
    .optional(),
  language: WidgetLanguage.optional(),
  texts: WebsiteTexts.optional(),
  /** Empty: any website may show the widget. */
  allowedOrigins: z
    .array(Origin)
    .max(50, "Up to 50 websites.")
    .transform((all) => [...new Set(all)])
    .optional(),
  requiresHash: z.boolean().optional(),
  continuity: z.boolean().optional(),
  /** Those that are named. */
  features: z
    .object({
      ...{ files: z.boolean(), emoji: z.boolean(), sound: z.boolean(), teaser: z.boolean() },
      ...{ rating: z.boolean(), endConversation: z.boolean(), transcript: z.boolean() },
      ...{ popout: z.boolean(), severalConversations: z.boolean() },
    } satisfies Record<Feature, z.ZodBoolean>)
    .partial()
    .optional(),
  openAttributes: z.array(z.string().max(60)).max(50).optional(),
  preChat: PreChat.optional(),
});
export type UpdateWebsite = z.infer<typeof UpdateWebsite>;
