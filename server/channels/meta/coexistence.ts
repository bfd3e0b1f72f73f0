import { z } from "zod";
import type { InboundItem } from "../inbound";
import { idsOf, phoneOf, readEach, timeOf } from "./read-message";
import type { MessagesValue } from "./wire";

// A number that is in the WhatsApp Business app too (contract whatsapp-cloud §2, §3): what was said there before, and whom the
// phone knows. Meta's webhook references "history" and "smb_app_state_sync", May 2026.

const text = z.string();
const Past = z.looseObject({
  id: text,
  type: text,
  timestamp: text,
  from: text.optional(),
  history_context: z
    .looseObject({ status: text.optional(), from_me: z.boolean().optional() })
    .optional()
    .catch(undefined),
});
const Chunk = z.looseObject({
  threads: z.array(z.looseObject({ id: text, messages: z.array(z.unknown()).default([]) })).default([]),
  errors: z.array(z.looseObject({ code: z.number() })).default([]),
});
/** Stands in the thread until its file comes by itself, under the same id. */
const PLACEHOLDER = "media_placeholder";
/** The business did not want to share it. */
const DECLINED = 2593109;

/** What was said before the number was connected; nobody is told of it. */
export function historyOf(value: MessagesValue): InboundItem[] {
  const { history = [], messages, metadata } = value as MessagesValue & { history?: unknown[] };
  const own = (metadata.display_phone_number ?? "").replace(/\D/g, "");
  const files = messages.flatMap((raw) => pastOf(raw, value, { own, other: null }));
  return [...(history as unknown[]).flatMap((one) => chunkOf(one, value, own)), ...files];
}

function chunkOf(given: unknown, value: MessagesValue, own: string): InboundItem[] {
  const chunk = Chunk.safeParse(given);
  if (!chunk.success) return [{ type: "ignored", reason: "a piece of history that could not be read" }];
  const { threads, errors } = chunk.data;
  if (errors.some(({ code }) => code === DECLINED))
    return [{ type: "ignored", reason: "the business did not share its history" }];
  return threads.flatMap(({ id: other, messages }) =>
    messages.flatMap((raw) => pastOf(raw, value, { own, other })),
  );
}

type Sides = { own: string; other: string | null };

function pastOf(raw: unknown, value: MessagesValue, { own, other }: Sides): InboundItem[] {
  const past = Past.safeParse(raw);
  if (!past.success) return [{ type: "ignored", reason: "a message of the past that could not be read" }];
  const { id, from, type, timestamp, history_context: context } = past.data;
  if (type === PLACEHOLDER) return [{ type: "ignored", reason: "a file that comes by itself" }];
  const isOurs = context?.from_me ?? (other === null ? from === own : from !== other);
  const sides = isOurs ? { from: own, ...(other && { to: other }) } : { from: other ?? from };
  const items = readEach({ ...(raw as object), ...sides }, value, isOurs ? "us" : "contact");
  const [item] = items;
  if (item?.type !== "message") return items;
  const status = isOurs ? STATUSES[context?.status?.toLowerCase() ?? ""] : undefined;
  return [
    { ...item, isHistory: true },
    ...(status
      ? [
          {
            ...({ type: "status", externalId: id, correlationId: null, failure: null } as const),
            ...{ status, at: timeOf(timestamp) },
          },
        ]
      : []),
  ];
}

const STATUSES: Record<string, "delivered" | "read" | "played"> = {
  delivered: "delivered",
  read: "read",
  played: "played",
};

const Known = z.looseObject({
  type: z.literal("contact"),
  action: text.optional(),
  contact: z.looseObject({
    full_name: text.optional(),
    first_name: text.optional(),
    phone_number: text.optional(),
    user_id: text.optional(),
    username: text.optional(),
  }),
  metadata: z.looseObject({ timestamp: text.optional() }).optional(),
});

/** Whom the phone's address book knows; the name there is the business's own for them. */
export function contactsOf(value: MessagesValue): InboundItem[] {
  const { state_sync: all = [] } = value as MessagesValue & { state_sync?: unknown[] };
  return (all as unknown[]).map((raw): InboundItem => {
    const known = Known.safeParse(raw);
    if (!known.success)
      return { type: "ignored", reason: "news of the phone's contacts that could not be read" };
    const { action, contact, metadata } = known.data;
    if (action === "remove") return { type: "ignored", reason: "a contact was taken from the phone's list" };
    const digits = contact.phone_number?.replace(/\D/g, "");
    const ids = idsOf(digits || undefined, contact.user_id);
    if (ids.length === 0) return { type: "ignored", reason: "a contact of the phone without a number" };
    const name = contact.full_name || contact.first_name || null;
    const person = { ids, name, phone: phoneOf(digits || undefined), username: contact.username ?? null };
    return { type: "renamed", from: person, to: person, at: timeOf(metadata?.timestamp || "now") };
  });
}
