import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { FakeAnswer, FakeCall } from "../fake";
import type { Customer, PhoneAct, PhoneArrival, PhoneFile, PhoneSaid, PhoneTaken } from "../pretend";
import { WHATSAPP_WORDS } from "../whatsapp/words";
import { PostedTemplate, shownTemplate } from "./pretend-template";

// Meta's shapes with a customer behind them, whoever hosts the number (contract whatsapp-cloud §2 to §6).

export const waIdOf = ({ phone }: Customer) => phone.replace(/^\+/, "");
export const newWamid = () => `wamid.phone.${randomUUID()}`;

/** The `value` of a change that tells of the act. */
export function metaValue(act: Exclude<PhoneAct, { type: "typing" }>, customer: Customer, at: Date): object {
  const waId = waIdOf(customer);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  if (act.type === "receipt") {
    const ours = act.correlationId ? { biz_opaque_callback_data: act.correlationId } : {};
    return { statuses: [{ id: act.target, status: act.status, timestamp, recipient_id: waId, ...ours }] };
  }
  const contacts = [{ wa_id: waId, profile: { name: customer.name } }];
  if (act.type === "call") {
    const ended = { event: "terminate", direction: "USER_INITIATED", status: "FAILED" };
    return { contacts, calls: [{ id: act.id, from: waId, timestamp, ...ended }] };
  }
  return { contacts, messages: [{ id: act.id, from: waId, timestamp, ...bodyOf(act) }] };
}

function bodyOf(act: PhoneSaid): object {
  if (act.type === "reaction")
    return { type: "reaction", reaction: { message_id: act.target, emoji: act.emoji ?? "" } };
  if (act.type === "edit")
    return {
      type: "edit",
      edit: { original_message_id: act.target, message: { type: "text", text: { body: act.text } } },
    };
  const { text, file, place, card, choice, replyTo } = act;
  const context = replyTo ? { context: { id: replyTo } } : {};
  if (file) return { ...mediaOf(file, text), ...context };
  if (place) return { type: "location", location: place, ...context };
  if (card) {
    const phones = [{ phone: card.phone }];
    return { type: "contacts", contacts: [{ name: { formatted_name: card.name }, phones }], ...context };
  }
  if (choice)
    return { type: "interactive", interactive: { type: "button_reply", button_reply: choice }, ...context };
  return { type: "text", text: { body: text }, ...context };
}

const KINDS = { picture: "image", voice: "audio", sticker: "sticker", document: "document" } as const;

function mediaOf({ kind, ref, contentType, name }: PhoneFile, caption: string): object {
  const type = KINDS[kind];
  return {
    type,
    [type]: {
      ...{ id: ref, mime_type: contentType },
      ...(kind === "voice" && { voice: true }),
      ...(kind === "document" && { filename: name }),
      ...(caption && (kind === "picture" || kind === "document") && { caption }),
    },
  };
}

const text = z.string();
const Media = z.looseObject({ link: text, caption: text.optional(), filename: text.optional() });
const Choice = z.looseObject({ id: text, title: text });
/** What an inbox posts, as far as a phone shows it. */
const Posted = z.looseObject({
  to: text.optional(),
  type: text.optional(),
  status: text.optional(),
  message_id: text.optional(),
  typing_indicator: z.unknown().optional(),
  biz_opaque_callback_data: text.optional(),
  context: z.looseObject({ message_id: text }).optional(),
  text: z.looseObject({ body: text }).optional(),
  image: Media.optional(),
  video: Media.optional(),
  audio: Media.optional(),
  document: Media.optional(),
  sticker: Media.optional(),
  location: z
    .looseObject({
      latitude: z.coerce.number(),
      longitude: z.coerce.number(),
      name: text.nullish(),
      address: text.nullish(),
    })
    .optional(),
  contacts: z
    .array(
      z.looseObject({
        name: z.looseObject({ formatted_name: text }),
        phones: z.array(z.looseObject({ phone: text.optional() })).optional(),
      }),
    )
    .optional(),
  reaction: z.looseObject({ message_id: text, emoji: text }).optional(),
  interactive: z
    .looseObject({
      body: z.looseObject({ text }).optional(),
      action: z
        .looseObject({
          buttons: z.array(z.looseObject({ reply: Choice })).optional(),
          sections: z.array(z.looseObject({ rows: z.array(Choice) })).optional(),
        })
        .optional(),
    })
    .optional(),
  template: PostedTemplate.optional(),
});
const Given = z.looseObject({ messages: z.array(z.looseObject({ id: text })).min(1) });

/** What Meta answers, with an id that no run before has given, and what of it reaches the phone. */
export function metaTaken(call: FakeCall, answer: FakeAnswer): PhoneTaken {
  const nothing = { answer, to: null, arrival: null };
  const posted = Posted.safeParse(call.json);
  if (answer.status !== 200 || !posted.success || !/\/messages$/.test(call.path)) return nothing;
  const { status, message_id: target = null, typing_indicator: typing } = posted.data;
  if (typing) return { ...nothing, to: null, arrival: { type: "read", target } };
  if (status === "read") return { ...nothing, arrival: { type: "read", target } };
  const given = Given.safeParse(answer.json);
  if (!given.success) return nothing;
  const id = newWamid();
  const json = { ...given.data, messages: [{ ...given.data.messages[0], id }] };
  return { answer: { ...answer, json }, to: posted.data.to ?? null, arrival: arrivalOf(posted.data, id) };
}

const wordsOf = (text: string) => ({ text, words: WHATSAPP_WORDS.read(text) });

function arrivalOf(posted: z.infer<typeof Posted>, id: string): PhoneArrival {
  const { reaction, location, contacts, interactive, template } = posted;
  if (reaction) return { type: "reaction", target: reaction.message_id, emoji: reaction.emoji || null };
  const kind = (["image", "video", "audio", "document", "sticker"] as const).find((one) => posted[one]);
  const media = kind && posted[kind];
  const { buttons = [], sections = [] } = interactive?.action ?? {};
  const shown = template && shownTemplate(template);
  const types = { image: "image/jpeg", video: "video/mp4", audio: "audio/ogg", sticker: "image/webp" };
  return {
    correlationId: posted.biz_opaque_callback_data ?? null,
    ...{ type: "message", id, replyTo: posted.context?.message_id ?? null },
    ...wordsOf(posted.text?.body ?? media?.caption ?? interactive?.body?.text ?? shown?.text ?? ""),
    file: media
      ? {
          ...{ url: media.link, name: media.filename ?? kind },
          contentType: kind === "document" ? "application/octet-stream" : types[kind],
        }
      : (shown?.file ?? null),
    place: location ? { ...location, name: location.name ?? null, address: location.address ?? null } : null,
    cards: (contacts ?? []).map(({ name, phones }) => ({
      name: name.formatted_name,
      phone: phones?.[0]?.phone ?? "",
    })),
    choices: [
      ...buttons.map(({ reply }) => reply),
      ...sections.flatMap(({ rows }) => rows),
      ...(shown?.choices ?? []),
    ],
  };
}

/** What every number of Meta's does alike, whoever sells it. */
export function pretendNumber({ waba, id, shown }: { waba: string; id: string; shown: string }) {
  const metadata = { display_phone_number: shown, phone_number_id: id };
  return {
    addressOf: waIdOf,
    aliasOf: (customer: Customer) => `phone:${waIdOf(customer)}`,
    newId: newWamid,
    format: WHATSAPP_WORDS.read,
    /** Meta tells nobody that somebody types. */
    webhook(act: PhoneAct, customer: Customer, at: Date) {
      if (act.type === "typing") return null;
      const value = { messaging_product: "whatsapp", metadata, ...metaValue(act, customer, at) };
      const change = { field: act.type === "call" ? "calls" : "messages", value };
      return { object: "whatsapp_business_account", entry: [{ id: waba, changes: [change] }] };
    },
  };
}
