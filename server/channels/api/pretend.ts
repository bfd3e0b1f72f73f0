import { randomUUID } from "node:crypto";
import type { Customer, PhoneAct, PhoneArrival, PhoneFiles, PretendNetwork } from "../pretend";
import { createApiFake, signedHeaders } from "./fake";

const SECRET = "whsec_cHJldGVuZC1zZWNyZXQtb2YtdGhlLWRlbW8tYXBp";
const NAMESPACE = "pretendphone";

/** A customer's own app, which the pretend phone shows. Its people's files lie at its own address. */
export function pretendApi(files: PhoneFiles): PretendNetwork {
  const fake = createApiFake({ secret: SECRET });
  let own = "";
  return {
    key: "api",
    env: null,
    credentials(url) {
      own = url;
      return { url: `${url}/parley`, secret: SECRET, namespace: NAMESPACE };
    },
    addressOf: idOf,
    aliasOf: (customer) => `id:${NAMESPACE}/${idOf(customer)}`,
    newId: () => `app-${randomUUID()}`,
    webhook: (act, customer, at) => eventOf(act, customer, at, own),
    sign: (body) => signedHeaders(SECRET, body),
    take(call) {
      const file = files.get(/^\/phone-files\/(\d+)$/.exec(call.path)?.[1] ?? "");
      if (file) {
        const { contentType: type, bytes } = file;
        return { answer: { status: 200, file: { type, bytes } }, to: null, arrival: null };
      }
      const answer = fake(call);
      if (answer.status !== 200) return { answer, to: null, arrival: null };
      const event = call.json as Event;
      // Without an id of its own: ours will do.
      return { answer: { status: 200 }, to: event.to?.id ?? null, arrival: arrivalOf(event) };
    },
    refusals: {
      busy: { status: 429, json: { error: { reason: "The app takes no more just now." } } },
      expired: { status: 401 },
    },
  };
}

const idOf = ({ username }: Customer) => `app-${username}`;

function eventOf(act: PhoneAct, customer: Customer, at: Date, own: string): object {
  const contact = { id: idOf(customer), name: customer.name, phone: customer.phone };
  const head = { at: at.toISOString(), contact };
  if (act.type === "receipt") return { ...head, type: "status", message: act.target, status: act.status };
  if (act.type === "edit") return { ...head, type: "edit", message: act.target, text: act.text };
  if (act.type === "reaction") return { ...head, type: "reaction", message: act.target, emoji: act.emoji };
  if (act.type === "typing") return { ...head, type: "typing", isTyping: true };
  if (act.type === "call") return { ...head, type: "call", id: act.id, outcome: "missed" };
  const { id, text, file, place, card, choice, replyTo } = act;
  const files = file
    ? [
        {
          ...{ url: `${own}/phone-files/${file.ref}`, contentType: file.contentType },
          ...{ name: file.name, size: file.bytes.length, isVoice: file.kind === "voice" },
        },
      ]
    : [];
  const contacts = card ? [{ name: card.name, phones: [card.phone] }] : null;
  return {
    ...{ ...head, type: "message", id, files, replyTo, contacts, choice },
    text: choice?.title ?? text,
    location: place,
  };
}

type Event = {
  type: string;
  id?: string;
  to?: { id: string | null };
  text?: string;
  file?: { url: string; name: string; contentType: string } | null;
  replyTo?: string | null;
  message?: string | null;
  emoji?: string | null;
  location?: { latitude: number; longitude: number; name: string | null; address: string | null };
  contacts?: { name: string; phones: string[] }[];
  choices?: { id: string; title: string }[];
};

function arrivalOf(event: Event): PhoneArrival | null {
  const { type, text = "", message: target = null, emoji = null } = event;
  if (type === "typing") return { type };
  if (type === "read") return { type, target };
  if (type === "message")
    return {
      correlationId: event.id!,
      ...{ type, id: event.id!, text, file: event.file ?? null, place: event.location ?? null },
      cards: (event.contacts ?? []).map(({ name, phones }) => ({ name, phone: phones[0] ?? "" })),
      ...{ choices: event.choices ?? [], replyTo: event.replyTo ?? null },
    };
  if (!target) return null;
  if (type === "reaction") return { type, target, emoji };
  if (type === "edit") return { type, target, text };
  return type === "revoke" ? { type, target } : null;
}
