import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { FakeCall } from "../fake";
import type {
  Customer,
  PhoneAct,
  PhoneArrival,
  PhoneFile,
  PhoneFiles,
  PhoneTaken,
  PretendNetwork,
} from "../pretend";
import { WHATSAPP_WORDS } from "../whatsapp/words";
import { createGatewayFake } from "./fake";

const SECRET = "pretend-gateway-secret-of-the-demo";
const DEVICE = "acme-shop";
const NUMBER = "447700900001";
/** Whoever owns the phone is at hand: what is to be scanned or typed is, after so long. */
const PAIRS_AFTER_MS = 8_000;

/** A gateway of version 9 whose phone is paired, with the pretend phone's people in its chats. */
export function pretendGateway(files: PhoneFiles): PretendNetwork {
  const fake = createGatewayFake({ isPaired: true, deviceId: DEVICE, number: NUMBER });
  let pairing: NodeJS.Timeout | undefined;
  function pairSoon(): void {
    clearTimeout(pairing);
    pairing = setTimeout(fake.pair, PAIRS_AFTER_MS).unref();
  }
  return {
    key: "whatsapp_web",
    env: null,
    credentials: (url) => ({ baseUrl: url, deviceId: DEVICE, number: NUMBER, webhookSecret: SECRET }),
    addressOf: waIdOf,
    aliasOf: (customer) => `phone:${waIdOf(customer)}`,
    newId,
    format: WHATSAPP_WORDS.read,
    webhook(act, customer, at) {
      // The gateway tells nobody that WhatsApp has taken a message: its answer did.
      if (act.type === "receipt" && act.status === "sent") return null;
      const { event, payload } = tellingOf(act, customer, at);
      const timestamp = at.toISOString();
      return {
        ...{ device_id: fake.jid, session_id: DEVICE, event, payload },
        ...(event === "message.ack" && { timestamp }),
      };
    },
    sign: (body) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    }),
    take(call) {
      if (/^\/app\/login/.test(call.path)) pairSoon();
      return fileTaken(call, files) ?? taken(call, fake.take(call));
    },
    refusals: {
      busy: refusal(429, "REACHOUT_TIMELOCK", "too many new chats"),
      expired: refusal(401, "AUTHENTICATION_ERROR", "you are not logged in"),
    },
  };
}

const waIdOf = ({ phone }: Customer) => phone.replace(/^\+/, "");
const newId = () => `3EB0${randomBytes(8).toString("hex").toUpperCase()}`;
const refusal = (status: number, code: string, message: string) => ({ status, json: { code, message } });

function tellingOf(act: PhoneAct, customer: Customer, at: Date): { event: string; payload: object } {
  const jid = `${waIdOf(customer)}@s.whatsapp.net`;
  const { name } = customer;
  if (act.type === "receipt") {
    const ids = [act.target];
    const payload = { chat_id: jid, from: jid, ids, receipt_type: act.status, sender_display_name: name };
    return { event: "message.ack", payload };
  }
  if (act.type === "typing")
    return {
      event: "chat_presence",
      payload: { chat_id: jid, from: jid, is_group: false, sender_display_name: name, state: "composing" },
    };
  if (act.type === "call")
    return {
      event: "call.offer",
      payload: { from: jid, call_id: act.id, sender_display_name: name, auto_rejected: false },
    };
  const who = { chat_id: jid, from: jid, from_name: name, is_from_me: false, sender_display_name: name };
  const head = { ...who, id: act.id, timestamp: at.toISOString() };
  if (act.type === "reaction")
    return {
      event: "message.reaction",
      payload: { ...head, reacted_message_id: act.target, reaction: act.emoji ?? "" },
    };
  if (act.type === "edit")
    return { event: "message.edited", payload: { ...head, original_message_id: act.target, body: act.text } };
  const { text, replyTo } = act;
  const said = text ? { body: text } : {};
  const reply = replyTo ? { replied_to_id: replyTo } : {};
  return { event: "message", payload: { ...head, ...said, ...reply, ...contentOf(act) } };
}

function contentOf({ text, file, place, card, choice }: Extract<PhoneAct, { type: "message" }>): object {
  if (file) {
    const path = pathOf(file);
    if (file.kind === "voice") return { audio: path };
    const kind = { picture: "image", sticker: "sticker", document: "document" }[file.kind];
    return { [kind]: text ? { path, caption: text } : path };
  }
  if (place) {
    const { latitude: degreesLatitude, longitude: degreesLongitude, name, address } = place;
    return { location: { degreesLatitude, degreesLongitude, name: name ?? "", address: address ?? "" } };
  }
  if (card) {
    const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${card.name}\nTEL;type=CELL:${card.phone}\nEND:VCARD`;
    return { contact: { displayName: card.name, phone_number: card.phone, vcard } };
  }
  return choice ? { body: choice.title } : {};
}

const pathOf = ({ ref, name }: PhoneFile) => `statics/media/${ref}.${name.split(".").at(-1) ?? "bin"}`;

function fileTaken({ path }: FakeCall, files: PhoneFiles): PhoneTaken | null {
  const file = files.get(/^\/statics\/media\/(\d+)\./.exec(path)?.[1] ?? "");
  if (!file) return null;
  const { contentType: type, bytes } = file;
  return { answer: { status: 200, file: { type, bytes } }, to: null, arrival: null };
}

const text = z.string();
const Asked = z.looseObject({
  phone: text,
  message: text.optional(),
  caption: text.optional(),
  reply_message_id: text.optional(),
  latitude: z.coerce.number().optional(),
  longitude: z.coerce.number().optional(),
  contact_name: text.optional(),
  contact_phone: text.optional(),
  emoji: text.optional(),
});
const FILES: Record<string, string> = {
  ...{ image_url: "image/jpeg", video_url: "video/mp4", audio_url: "audio/ogg" },
  ...{ sticker_url: "image/webp", file_url: "application/octet-stream" },
};

/** Of what was taken, what reaches the phone; ids are such as no run before has given. */
function taken(call: FakeCall, answer: PhoneTaken["answer"]): PhoneTaken {
  const nothing: PhoneTaken = { answer, to: null, arrival: null };
  const asked = Asked.safeParse(call.json);
  if (answer.status !== 200 || call.method !== "POST" || !asked.success) return nothing;
  const to = asked.data.phone.replace(/@.*$/, "");
  const [, target = "", act] = /^\/message\/([^/]+)\/(\w+)$/.exec(decodeURIComponent(call.path)) ?? [];
  if (act) return { answer, to, arrival: doneTo(target, act, asked.data) };
  if (call.path.startsWith("/send/chat-presence")) return { answer, to, arrival: { type: "typing" } };
  if (!call.path.startsWith("/send/")) return nothing;
  const id = newId();
  const { results, ...rest } = answer.json as { results: object };
  const json = { ...rest, results: { ...results, message_id: id } };
  return { answer: { ...answer, json }, to, arrival: messageOf(id, asked.data, call) };
}

const wordsOf = (text: string) => ({ text, words: WHATSAPP_WORDS.read(text) });

function doneTo(target: string, act: string, asked: z.infer<typeof Asked>): PhoneArrival | null {
  if (act === "reaction") return { type: "reaction", target, emoji: asked.emoji || null };
  if (act === "update") return { type: "edit", target, ...wordsOf(asked.message ?? "") };
  if (act === "revoke") return { type: "revoke", target };
  return act === "read" ? { type: "read", target } : null;
}

function messageOf(id: string, asked: z.infer<typeof Asked>, { json }: FakeCall): PhoneArrival {
  const raw = json as Record<string, unknown>;
  const kind = Object.keys(FILES).find((one) => typeof raw[one] === "string");
  const { latitude, longitude, contact_name: name, contact_phone: phone } = asked;
  return {
    ...{ type: "message", id, correlationId: null, ...wordsOf(asked.message ?? asked.caption ?? "") },
    file: kind ? { url: String(raw[kind]), name: kind.replace("_url", ""), contentType: FILES[kind]! } : null,
    place:
      latitude !== undefined && longitude !== undefined
        ? { latitude, longitude, name: null, address: null }
        : null,
    cards: name && phone ? [{ name, phone }] : [],
    ...{ choices: [], replyTo: asked.reply_message_id ?? null },
  };
}
