import { z } from "zod";

// What Meta sends, as loosely as it can be taken: a field we do not know must never cost a message we could have read.

const text = z.string();
const Contact = z.looseObject({
  wa_id: text.optional(),
  user_id: text.optional(),
  profile: z.looseObject({ name: text.optional(), username: text.optional() }).optional(),
});
const Media = z.looseObject({
  id: text,
  mime_type: text.optional(),
  sha256: text.optional(),
  caption: text.optional(),
  filename: text.optional(),
  voice: z.boolean().optional(),
});
const ProviderError = z.looseObject({
  code: z.number(),
  title: text.optional(),
  message: text.optional(),
  error_data: z.looseObject({ details: text.optional() }).optional(),
});

/** The parts of a message that say what it holds; an edit carries them again. */
const Body = z.looseObject({
  type: text,
  text: z.looseObject({ body: text }).optional(),
  image: Media.optional(),
  video: Media.optional(),
  audio: Media.optional(),
  document: Media.optional(),
  sticker: Media.optional(),
  location: z
    .looseObject({
      latitude: z.number(),
      longitude: z.number(),
      name: text.optional(),
      address: text.optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.looseObject({
        name: z.looseObject({ formatted_name: text.optional(), first_name: text.optional() }).optional(),
        phones: z.array(z.looseObject({ phone: text.optional(), wa_id: text.optional() })).optional(),
        emails: z.array(z.looseObject({ email: text.optional() })).optional(),
      }),
    )
    .optional(),
  button: z.looseObject({ payload: text.optional(), text }).optional(),
  interactive: z
    .looseObject({
      type: text,
      button_reply: z.looseObject({ id: text, title: text }).optional(),
      list_reply: z.looseObject({ id: text, title: text, description: text.optional() }).optional(),
      nfm_reply: z
        .looseObject({ name: text.optional(), body: text.optional(), response_json: text.optional() })
        .optional(),
    })
    .optional(),
  order: z
    .looseObject({
      catalog_id: text,
      text: text.optional(),
      product_items: z.array(
        z.looseObject({
          product_retailer_id: text,
          quantity: z.coerce.number(),
          item_price: z.coerce.number(),
          currency: text,
        }),
      ),
    })
    .optional(),
  unsupported: z.looseObject({ type: text.optional() }).optional(),
});
export type Body = z.infer<typeof Body>;

export const Message = Body.extend({
  from: text.optional(),
  from_user_id: text.optional(),
  to: text.optional(),
  to_user_id: text.optional(),
  id: text,
  timestamp: text,
  group_id: text.optional(),
  context: z
    .looseObject({
      id: text.optional(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
      referred_product: z.looseObject({ product_retailer_id: text.optional() }).optional().catch(undefined),
    })
    .optional(),
  referral: z
    .looseObject({
      source_url: text.optional(),
      headline: text.optional(),
      body: text.optional(),
      ctwa_clid: text.optional(),
    })
    .optional(),
  reaction: z.looseObject({ message_id: text, emoji: text.optional() }).optional(),
  system: z
    .looseObject({
      type: text.optional(),
      body: text.optional(),
      wa_id: text.optional(),
      user_id: text.optional(),
      new_wa_id: text.optional(),
    })
    .optional(),
  edit: z.looseObject({ original_message_id: text, message: Body }).optional(),
  revoke: z.looseObject({ original_message_id: text }).optional(),
});
export type Message = z.infer<typeof Message>;
/** What is left of a message whose content is of a shape that nobody has seen: who, when, and that there was one. */
export const BareMessage = Message.pick({
  from: true,
  from_user_id: true,
  to: true,
  to_user_id: true,
  id: true,
  timestamp: true,
  group_id: true,
  type: true,
});
export type BareMessage = z.infer<typeof BareMessage>;

export const Status = z.looseObject({
  id: text,
  status: text,
  timestamp: text,
  recipient_id: text.optional(),
  biz_opaque_callback_data: text.optional(),
  errors: z.array(ProviderError).optional(),
});
export type Status = z.infer<typeof Status>;
export type ProviderError = z.infer<typeof ProviderError>;

/** `field: "messages"` and the echoes of the business's own app. Lists stay unread here: one bad entry must not hide the others. */
export const MessagesValue = z.looseObject({
  metadata: z.looseObject({ phone_number_id: text, display_phone_number: text.optional() }),
  contacts: z.array(Contact).catch([]).default([]),
  messages: z.array(z.unknown()).default([]),
  message_echoes: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
  errors: z.array(ProviderError).catch([]).default([]),
});
export type MessagesValue = z.infer<typeof MessagesValue>;

export const Delivery = z.looseObject({
  object: text.optional(),
  entry: z.array(
    z.looseObject({
      id: text.optional(),
      /** Of news of an account: seconds. */
      time: z.number().optional().catch(undefined),
      changes: z.array(z.looseObject({ field: text, value: z.unknown() })),
    }),
  ),
});

const OfNumber = z.looseObject({ metadata: z.looseObject({ phone_number_id: text }) });
const AboutNumber = z.looseObject({ entity_type: z.literal("PHONE_NUMBER"), entity_id: z.coerce.string() });

/** The number (its id) that a change is for or about; null where it names none. */
export function numberIn(value: unknown): string | null {
  return (
    OfNumber.safeParse(value).data?.metadata.phone_number_id ??
    AboutNumber.safeParse(value).data?.entity_id ??
    null
  );
}

/** The answer to a send, and to everything that failed. */
export const SendAnswer = z.looseObject({
  contacts: z.array(z.looseObject({ wa_id: text.optional() })).optional(),
  messages: z.array(z.looseObject({ id: text, message_status: text.optional() })).min(1),
});
export const MediaAnswer = z.looseObject({
  url: text,
  mime_type: text.optional(),
  file_size: z.coerce.number().nonnegative().optional().catch(undefined),
});
export const ErrorAnswer = z.looseObject({
  error: ProviderError.extend({ error_subcode: z.number().optional(), fbtrace_id: text.optional() }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
