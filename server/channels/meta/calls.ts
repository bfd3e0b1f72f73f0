import { z } from "zod";
import type { InboundItem } from "../inbound";
import { idsOf, personOf, phoneOf, timeOf } from "./read-message";
import type { MessagesValue } from "./wire";

// Meta's webhook references "calls" and "user_preferences", May 2026.

const text = z.string();
const Call = z.looseObject({
  ...{ id: text, event: text, timestamp: text.optional().catch(undefined) },
  ...{ from: text.optional(), from_user_id: text.optional(), direction: text.optional() },
  duration: z.coerce.number().optional().catch(undefined),
});

/** Calls to the number. How one ends says what it was; that it begins says nothing more. */
export function callsOf(value: MessagesValue): InboundItem[] {
  const { calls = [], statuses } = value as MessagesValue & { calls?: unknown[] };
  return [
    ...(calls as unknown[]).map((raw): InboundItem => {
      const call = Call.safeParse(raw);
      if (!call.success) return { type: "ignored", reason: "a call that could not be read" };
      const { id, event, timestamp, duration = 0, direction } = call.data;
      if (direction === "BUSINESS_INITIATED") return { type: "ignored", reason: "a call of the business" };
      if (event !== "terminate") return { type: "ignored", reason: "a call that has not ended yet" };
      const person = personOf(call.data, value, "contact");
      if (person.ids.length === 0) return { type: "ignored", reason: "a call that does not say of whom" };
      const outcome = duration > 0 ? "answered" : "missed";
      return {
        ...{ type: "activity", externalId: `call:${id}`, at: timeOf(timestamp ?? "now"), group: null },
        person,
        happening: { what: "call", outcome, seconds: duration > 0 ? Math.round(duration) : null },
      };
    }),
    ...statuses.map((): InboundItem => ({ type: "ignored", reason: "how a call of the business goes on" })),
  ];
}

const Preference = z.looseObject({
  ...{ wa_id: text.optional(), user_id: text.optional(), value: text },
  timestamp: z.coerce.string().optional().catch(undefined),
});

/** Whether somebody takes advertising from the business. What is not dated is of when it came: each time is another. */
export function preferencesOf(value: MessagesValue, receivedAt: Date): InboundItem[] {
  const { user_preferences: all = [] } = value as MessagesValue & { user_preferences?: unknown[] };
  return (all as unknown[]).map((raw): InboundItem => {
    const said = Preference.safeParse(raw);
    const ids = said.success ? idsOf(said.data.wa_id, said.data.user_id) : [];
    if (!said.success || ids.length === 0)
      return { type: "ignored", reason: "a preference that could not be read" };
    const { value: is, timestamp, wa_id } = said.data;
    const listed = value.contacts.find((one) => one.wa_id === wa_id);
    const person = { ids, phone: phoneOf(wa_id), username: null, name: listed?.profile?.name ?? null };
    return {
      ...{
        type: "activity",
        externalId: `marketing:${ids[0]!.value}:${timestamp || receivedAt.getTime()}:${is}`,
        person,
      },
      ...{ at: timestamp ? timeOf(timestamp) : receivedAt, group: null },
      happening: { what: "marketing", isAllowed: is === "resume" },
    };
  });
}
