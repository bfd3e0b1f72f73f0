import type { InboundItem } from "../inbound";
import { callsOf, preferencesOf } from "./calls";
import { contactsOf, historyOf } from "./coexistence";
import { failureOf } from "./failures";
import { newsOf, perDayIn } from "./news";
import { readEach, timeOf } from "./read-message";
import { TEMPLATE_FIELDS, templateNews } from "./template-state";
import { Delivery, MessagesValue, numberIn, Status } from "./wire";

/** Fields that tell the business something is wrong and waits for it. */
const ALARMS = new Set(["account_update", "account_alerts"]);

/** Of which number and which account (WABA) the inbox is; where the number is unknown, all that comes is its own. When it came. */
export type Own = { phoneNumberId?: string; wabaId?: string; receivedAt?: Date };

/**
 * Every entry, change, message and status of a POST, in its order. One app secret serves several numbers and accounts, and
 * what is for another comes as ignored. Throws ZodError when the whole is no delivery of Meta's.
 */
export function parseDelivery(payload: unknown, own: Own): InboundItem[] {
  const { entry } = Delivery.parse(payload);
  return entry.flatMap(({ id, time, changes }) =>
    changes.flatMap(({ field, value }) =>
      OF_NUMBER[field]
        ? ofOwnNumber(value, own, OF_NUMBER[field])
        : accountOf({ id, at: atOf(time), event: field, data: value }, own),
    ),
  );
}

const atOf = (seconds: number | undefined) => (seconds ? new Date(seconds * 1000) : new Date());

type Told = { id: string | undefined; at: Date; event: string; data: unknown };

/**
 * News of an account are for every number of it, unless they name one. An inbox that does not know its account takes only what
 * names its own number: at a shared address there may be other accounts' news.
 */
function accountOf({ id, at, event, data }: Told, { phoneNumberId, wabaId }: Own): InboundItem[] {
  const named = numberIn(data);
  if (named && phoneNumberId && named !== phoneNumberId)
    return [{ type: "ignored", reason: "for another number", isForOthers: true }];
  const isOthers = wabaId ? id && id !== wabaId : phoneNumberId && named === null;
  if (isOthers) return [{ type: "ignored", reason: "for another account", isForOthers: true }];
  const template = TEMPLATE_FIELDS.has(event) ? templateNews(data, at) : null;
  if (template) return [template];
  const news = newsOf(event, data, at);
  const perDay = perDayIn(event, data);
  return [
    {
      type: "account",
      event,
      data,
      isAlarm: news?.tone === "danger" || ALARMS.has(event),
      ...(news && { news }),
      ...(perDay !== undefined && { perDay }),
    },
  ];
}

type Read = (value: MessagesValue, receivedAt: Date) => InboundItem[];
/** Fields that are about one number, and how each is read. */
const OF_NUMBER: Record<string, Read> = {
  messages: messagesOf,
  smb_message_echoes: messagesOf,
  history: historyOf,
  smb_app_state_sync: contactsOf,
  calls: callsOf,
  user_preferences: preferencesOf,
};

function ofOwnNumber(
  given: unknown,
  { phoneNumberId, receivedAt = new Date() }: Own,
  read: Read,
): InboundItem[] {
  const parsed = MessagesValue.safeParse(given);
  if (!parsed.success) return [{ type: "ignored", reason: "a change without the number it is for" }];
  const value = parsed.data;
  if (phoneNumberId && value.metadata.phone_number_id !== phoneNumberId)
    return [{ type: "ignored", reason: "for another number", isForOthers: true }];
  return read(value, receivedAt);
}

function messagesOf(value: MessagesValue): InboundItem[] {
  return [
    ...value.messages.flatMap((raw) => readEach(raw, value, "contact")),
    ...value.message_echoes.flatMap((raw) => readEach(raw, value, "us")),
    ...value.statuses.map(statusOf),
    ...value.errors.map(
      (error): InboundItem => ({
        ...{ type: "account", event: "error", data: error, isAlarm: true },
        news: newsOf("error", error, new Date()) ?? undefined,
      }),
    ),
  ];
}

const STATUSES: Record<string, Extract<InboundItem, { type: "status" }>["status"]> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "played",
  failed: "failed",
};

function statusOf(raw: unknown): InboundItem {
  const parsed = Status.safeParse(raw);
  const status = parsed.success ? STATUSES[parsed.data.status] : undefined;
  if (!parsed.success || !status) return { type: "ignored", reason: "a status that could not be read" };
  const { id, timestamp, biz_opaque_callback_data: correlationId = null, errors = [] } = parsed.data;
  const [error] = errors;
  const failure = status === "failed" ? failureOf(error ?? { code: -1 }) : null;
  return { type: "status", externalId: id, correlationId, status, at: timeOf(timestamp), failure };
}
