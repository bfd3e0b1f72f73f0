import { z } from "zod";
import { type DomainEvent, EVENTS, type EventType } from "../core/events";
import { type Handler, type HandlerCtx, handler } from "../infra/outbox/entry";

export const REACTION_KIND = "reaction.";

type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;

/** One module's answer to events. It runs as an outbox entry: at least once, again when it fails, at latest a second after the commit. */
export type Reaction = {
  name: string;
  on: readonly EventType[];
  /** Reactions of one lane run in the order of their events: per conversation, or per tenant. Without it they run beside each other. */
  lane?: "conversation" | "tenant";
  /** SQL about the event `p`, where most events concern nobody: only those it is true for become entries. */
  when?: string;
  handler: Handler;
};

/** Joins event types to what is to happen. `name` is part of the idempotency key: renaming a reaction makes it a new one. */
export function reaction<T extends EventType>(
  name: string,
  on: readonly T[],
  run: (ctx: HandlerCtx, event: EventOf<T> & { eventId: string }) => Promise<void>,
  options: Pick<Reaction, "lane" | "when"> = {},
): Reaction {
  const payload = z.union(
    on.map((type) => EVENTS[type].extend({ eventId: z.uuid(), type: z.literal(type) })),
  ) as unknown as z.ZodType<EventOf<T> & { eventId: string }>;
  return { name, on, ...options, handler: handler({ payload, run }) };
}
