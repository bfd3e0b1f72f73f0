import { z } from "zod";
import { PreChat } from "../../core/form";

const NOTHING_ASKED: PreChat = { isOn: false, heading: "", reason: "", fields: [] };

/** What the chat on a website can do besides writing, and whether it does until somebody says otherwise (as with Chatwoot). */
export const FEATURES = {
  files: true,
  emoji: true,
  sound: true,
  /** The newest message beside the button while the chat is closed. */
  teaser: true,
  rating: true,
  endConversation: true,
  /** The conversation by mail, when the visitor asks for it. */
  transcript: true,
  /** The chat in a window of its own. */
  popout: false,
  severalConversations: true,
};
export type Feature = keyof typeof FEATURES;
export type Features = Record<Feature, boolean>;

/** What the widget has words for; the same as in widget/app/locale.ts. */
export const WIDGET_LOCALES = ["en-GB", "pt-BR", "es", "fr", "de", "it", "nl", "pl", "ar"] as const;
export type WidgetLocale = (typeof WIDGET_LOCALES)[number];

export const LAUNCHER_ICONS = ["chat", "dots", "help", "mail"] as const;
export const THEMES = ["auto", "light", "dark"] as const;

/** The button and where it stands. `label` beside the sign; `gap` in CSS pixels from both edges of the corner. */
export const WebLook = z.object({
  icon: z.enum(LAUNCHER_ICONS).catch("chat").default("chat"),
  label: z.string().max(24).catch("").default(""),
  side: z.enum(["left", "right"]).catch("right").default("right"),
  gap: z.number().int().min(0).max(160).catch(24).default(24),
  theme: z.enum(THEMES).catch("auto").default("auto"),
});
export type WebLook = z.infer<typeof WebLook>;
const PLAIN: WebLook = { icon: "chat", label: "", side: "right", gap: 24, theme: "auto" };

const Features = z
  .record(z.string(), z.unknown())
  .catch({})
  .default({})
  .transform((stored) => {
    const features: Features = { ...FEATURES };
    for (const key of Object.keys(FEATURES) as Feature[])
      if (typeof stored[key] === "boolean") features[key] = stored[key];
    return features;
  });

export const WebSettings = z.object({
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .catch("#8127E8")
    .default("#8127E8"),
  /** Empty: the widget's own, in the visitor's language. */
  greeting: z.string().catch("").default(""),
  look: WebLook.catch(PLAIN).default(PLAIN),
  /** For visitors whose page and browser name no language that the widget speaks. */
  language: z.enum(WIDGET_LOCALES).catch("en-GB").default("en-GB"),
  /** The business's own words in the place of the widget's: by language and path, as "unread.one". */
  texts: z.partialRecord(z.enum(WIDGET_LOCALES), z.record(z.string(), z.string())).catch({}).default({}),
  /** Origins that may show the widget, e.g. https://shop.example; empty means any. */
  allowedOrigins: z.array(z.string()).catch([]).default([]),
  /** Keys of the contact attributes that a page may set with setAttributes(). */
  openAttributes: z.array(z.string()).catch([]).default([]),
  /** What a page says of its visitor counts only with the hash that proves it. */
  requiresHash: z.boolean().catch(false).default(false),
  /** Replies that a visitor has not seen go to their address by mail. */
  continuity: z.boolean().catch(true).default(true),
  features: Features,
  /** What is asked of a visitor before a conversation begins. */
  preChat: PreChat.catch(NOTHING_ASKED).default(NOTHING_ASKED),
});
export type WebSettings = z.infer<typeof WebSettings>;
