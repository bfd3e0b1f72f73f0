import { z } from "zod";
import type { Failure, InboundItem, InboundMessage, MessageExtra, Person, PersonId } from "../inbound";
import { Batch, type Contact, Event, type Message } from "./wire";

type Given = { namespace: string; receivedAt: Date };

/**
 * What a customer's system says: one event, or several under `events`, of which one that cannot be read takes none of the
 * others with it. What has no time is of `receivedAt`, so that a replay says the same again. Throws ZodError.
 */
export function parseEvents(payload: unknown, given: Given): InboundItem[] {
  const batch = Batch.safeParse(payload);
  if (!batch.success) return [itemOf(Event.parse(payload), given)];
  return batch.data.events.map((event, at): InboundItem => {
    const parsed = Event.safeParse(event);
    if (parsed.success) return itemOf(parsed.data, given);
    return { type: "ignored", reason: `event ${at + 1}: ${z.prettifyError(parsed.error)}`.slice(0, 300) };
  });
}

function itemOf(event: Event, given: Given): InboundItem {
  const at = event.at ? new Date(event.at) : given.receivedAt;
  switch (event.type) {
    case "message":
      return messageOf(event, at, given);
    case "edit": {
      const { message: target, text: content, author } = event;
      return { type: "edit", externalId: `edit:${target}:${at.getTime()}`, target, content, at, author };
    }
    case "revoke":
      return { type: "revoke", target: event.message, at, author: event.author };
    case "reaction": {
      const { message: target, author } = event;
      const person = personOf(event.contact, given);
      const externalId = `reaction:${target}:${at.getTime()}`;
      return { type: "reaction", externalId, target, emoji: event.emoji || null, at, author, person };
    }
    case "status": {
      const { message, status } = event;
      const correlationId = message.startsWith("conv_msg_out_") ? message : null;
      const failure = status === "failed" ? failureOf(event.error) : null;
      return { type: "status", externalId: message, correlationId, status, at, failure };
    }
    case "renamed":
      return {
        type: "renamed",
        from: personOf(event.from, given),
        to: personOf(event.contact, given),
        at,
      };
    case "typing": {
      const person = personOf(event.contact, given);
      return { type: "typing", person, group: null, isTyping: event.isTyping, at };
    }
    case "call": {
      const { id, outcome, seconds = null } = event;
      const person = personOf(event.contact, given);
      const happening = { what: "call" as const, outcome, seconds };
      return { type: "activity", externalId: `call:${id}`, at, person, group: null, happening };
    }
    case "reachable":
      return {
        type: "reachable",
        person: personOf(event.contact, given),
        isReachable: event.isReachable,
        at,
      };
  }
}

function messageOf(event: Message, at: Date, given: Given): InboundMessage {
  const { id: externalId, author, group, text: content, files, replyTo } = event;
  return {
    type: "message",
    ...{ externalId, at, author, content },
    person: personOf(event.contact, given),
    group: group ? { id: ownId("group", group.id, given), name: group.name ?? null } : null,
    files: files.map(({ url: ref, contentType, name = null, size = null, sha256 = null, isVoice }) => ({
      ...{ ref, contentType, name, size, sha256, isVoice },
    })),
    extra: extraOf(event),
    replyTo: replyTo ?? null,
    ...{ isForwarded: false, referral: null, album: null, route: null },
  };
}

function extraOf({ location, contacts, choice }: Message): MessageExtra | null {
  if (choice) return { type: "choice", id: choice.id, title: choice.title, description: null };
  if (location) {
    const { latitude, longitude, name = null, address = null } = location;
    return { type: "location", latitude, longitude, name, address };
  }
  if (!contacts) return null;
  return { type: "contacts", people: contacts.map(({ name, phones, emails }) => ({ name, phones, emails })) };
}

/** The system's own id first: a telephone number may pass on to somebody else. */
function personOf({ id, phone, name = null, username = null }: Contact, given: Given): Person {
  const digits = phone?.replace(/^\+/, "");
  return {
    ids: [...(id ? [ownId("id", id, given)] : []), ...(digits ? [{ scope: "phone", value: digits }] : [])],
    phone: digits ? `+${digits}` : null,
    ...{ name, username },
  };
}

function ownId(scope: string, id: string, { namespace }: Given): PersonId {
  return { scope, value: `${namespace}/${id}` };
}

function failureOf(error: { code?: string; reason: string } | null | undefined): Failure {
  return {
    class: "recipient",
    code: error?.code ?? "failed",
    reason: error?.reason ?? "The connected system could not deliver it.",
    fix: "Look into that system, then send it again.",
  };
}
