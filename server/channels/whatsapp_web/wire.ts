import { z } from "zod";

// What the gateway sends, as loosely as it can be taken: a field we do not know must never cost a message we could have read.

const text = z.string();
const given = text.optional();
const maybe = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);

/** A bare path, or an object: `path` fetched already, `media_path` by version 7, `url` WhatsApp's own and of no use to us. */
const Media = z.union([
  text,
  z.looseObject({
    path: given,
    media_path: given,
    url: given,
    caption: given,
    mime_type: given,
    filename: given,
  }),
]);
export type Media = z.infer<typeof Media>;
const Card = z.looseObject({ displayName: given, phone_number: given, vcard: given });
export type Card = z.infer<typeof Card>;

/** What a message may hold; the same keys in every version. */
export const Body = z.looseObject({
  image: maybe(Media),
  video: maybe(Media),
  video_note: maybe(Media),
  audio: maybe(Media),
  document: maybe(Media),
  sticker: maybe(Media),
  contact: maybe(Card),
  contacts_array: maybe(z.array(Card)),
  location: maybe(
    z.looseObject({ degreesLatitude: z.number(), degreesLongitude: z.number(), name: given, address: given }),
  ),
  live_location: maybe(
    z.looseObject({ degreesLatitude: z.number(), degreesLongitude: z.number(), caption: given }),
  ),
  list: maybe(z.looseObject({ title: given, description: given })),
  order: maybe(
    z.looseObject({ orderID: given, orderTitle: given, message: given, itemCount: z.number().optional() }),
  ),
  /** Beside an interactive message: what it shows. */
  interactive_media: maybe(z.array(Media)),
  interactive: maybe(z.looseObject({ body: z.union([text, z.looseObject({ text: given })]).optional() })),
});
export type Body = z.infer<typeof Body>;

/** The payload of `message` and its kin (version 8 on). */
export const Message = Body.extend({
  id: text,
  chat_id: text,
  from: text,
  timestamp: given,
  is_from_me: z.boolean().optional(),
  from_name: given,
  sender_display_name: given,
  chat_name: given,
  from_lid: given,
  chat_lid: given,
  body: given,
  replied_to_id: given,
  quoted_body: given,
  forwarded: z.boolean().optional(),
  view_once: maybe(z.boolean()),
  referral: maybe(z.looseObject({ source_url: given, ad_title: given, ad_body: given, ctwa_clid: given })),
  reaction: given,
  reacted_message_id: given,
  revoked_message_id: given,
  original_message_id: given,
});
export type Message = z.infer<typeof Message>;

export const Envelope = z.looseObject({
  event: text,
  device_id: given,
  session_id: given,
  timestamp: given,
  payload: z.looseObject({}),
});
export type Envelope = z.infer<typeof Envelope>;

export const Ack = z.looseObject({
  ids: z.array(text),
  chat_id: text,
  from: text,
  receipt_type: text,
});
export const GroupNews = z.looseObject({
  chat_id: text,
  type: text,
  jids: z.array(text),
  group_name: given,
});
export const Call = z.looseObject({
  ...{ call_id: text, from: text, from_lid: given, sender_display_name: given, group_jid: given },
  auto_rejected: maybe(z.boolean()),
});
export const Presence = z.looseObject({ from: text, from_lid: given, chat_id: text, state: text });

/** A message of version 7: no envelope, no direction. */
export const Flat = Body.extend({
  sender_id: given,
  chat_id: text,
  from: text,
  from_lid: given,
  pushname: given,
  timestamp: given,
  forwarded: z.boolean().optional(),
  message: maybe(z.looseObject({ text: given, id: given, replied_id: given, quoted_message: given })),
  reaction: maybe(z.looseObject({ message: given, id: given })),
  action: given,
  edited_text: given,
  original_message_id: given,
  revoked_message_id: given,
});
export type Flat = z.infer<typeof Flat>;

/** Every JSON answer; there is no `status` field, whatever the published description says (contract §9). */
export const Answer = z.looseObject({ code: text, message: given, results: z.unknown().optional() });
export type Answer = z.infer<typeof Answer>;
export const SendResults = z.looseObject({ message_id: text.min(1) });
export const StatusResults = z.looseObject({
  is_connected: z.boolean(),
  is_logged_in: z.boolean(),
  device_id: given,
  jid: given,
});
export const DownloadResults = z.looseObject({ file_path: text, filename: given });
/** `/group/participants`; of version 7 too (openapi.v7.7.0). */
export const ParticipantsResults = z.looseObject({
  name: z.string().nullish().catch(null),
  participants: z.array(z.unknown()).nullish().catch(null),
});
export const Participant = z.looseObject({
  jid: text,
  ...{ phone_number: text.nullish(), lid: text.nullish(), display_name: text.nullish() },
  ...{ is_admin: z.boolean().nullish(), is_super_admin: z.boolean().nullish() },
});
/** `/group/info`: what the gateway's library knows of a group, of which the description says no shape. */
export const GroupInfoResults = z.looseObject({ Name: maybe(text), name: maybe(text) });
export const WebhookResults = z.looseObject({ webhook_url: given, webhook_secret: given });
export const DeviceListed = z.looseObject({
  id: given,
  jid: given,
  device: given,
  name: given,
  display_name: given,
  phone_number: given,
  state: given,
  created_at: given,
});
