import { failureOf } from "../trpc/failure";
import type { Engine } from "./engine";
import type { Held } from "./held";
import { applyConversation, applyMessage } from "./model";
import { createOutbox, type Outbox, type OutboxEntry, type SendResult } from "./outbox";
import { browserStorage, createShelf, newClientId, shelfPrefix } from "./outbox-shelf";

/** A server that keeps failing over one message will not take it the fifth time. */
const MOST_INTERNAL_ERRORS = 4;
/** How long a message sent by another tab stays on our screen before its echo has come. */
const GHOST_MS = 10_000;

export type Outgoing = Outbox & {
  /** What this conversation still owes the server, as it was written. The same array until it changes. */
  in: (conversationId: string) => readonly OutboxEntry[];
  start: () => () => void;
};

const NONE: readonly OutboxEntry[] = [];

/** The outbox of this member, joined to the engine, the browser's storage and the other tabs. */
export function createOutgoing(engine: Engine, held: Held): Outgoing {
  const { me, api, model } = engine;
  const storage = typeof window === "undefined" ? null : browserStorage();
  const prefix = shelfPrefix(me.tenant.id, me.member.id);
  const internalErrors = new Map<string, number>();
  const ghosts = new Map<string, OutboxEntry>();
  let shown = new Map<string, readonly OutboxEntry[]>();

  async function send(entry: OutboxEntry): Promise<SendResult> {
    try {
      const { conversationId, clientId, content, dueAt, holdSeconds } = entry;
      const fileIds = entry.files.map((file) => file.fileId);
      const message = { conversationId, clientId, content, fileIds, replyToId: entry.replyTo?.id };
      if (dueAt || holdSeconds) {
        const kept = await (dueAt
          ? api.replies.schedule.mutate({ ...message, dueAt })
          : api.replies.hold.mutate({ ...message, seconds: holdSeconds! }));
        if (kept) held.put(kept);
        return { kind: "sent" };
      }
      const sent = await api.messages.send.mutate({ ...message, kind: entry.kind });
      applyConversation(model, sent.conversation);
      applyMessage(model, sent.message);
      engine.changed();
      return { kind: "sent" };
    } catch (error) {
      const failure = failureOf(error);
      const errors = (internalErrors.get(entry.clientId) ?? 0) + (failure.code === "internal" ? 1 : 0);
      internalErrors.set(entry.clientId, errors);
      const mayTryAgain = failure.isUnreachable || failure.code === "unauthenticated";
      if (mayTryAgain && errors < MOST_INTERNAL_ERRORS) return { kind: "later" };
      return { kind: "refused", reason: failure.message };
    }
  }

  const outbox = createOutbox({
    shelf: createShelf(me.tenant.id, me.member.id, storage),
    send,
    newClientId,
    now: Date.now,
    onChange: regroup,
  });

  function regroup() {
    const next = new Map<string, OutboxEntry[]>();
    for (const entry of [...ghosts.values(), ...outbox.entries()]) {
      const list = next.get(entry.conversationId) ?? [];
      list.push(entry);
      next.set(entry.conversationId, list);
    }
    shown = next;
    engine.setWaiting(outbox.entries().filter((entry) => entry.state === "waiting").length);
    engine.changed();
  }

  /** Another tab has sent what we show as waiting: keep showing it until the message itself arrives. */
  function onStorage(event: StorageEvent) {
    if (!event.key?.startsWith(prefix)) return;
    const held = outbox.entries().find((entry) => prefix + entry.clientId === event.key);
    if (held?.state === "waiting" && event.newValue === null) {
      ghosts.set(held.clientId, held);
      setTimeout(() => {
        ghosts.delete(held.clientId);
        regroup();
      }, GHOST_MS);
    }
    outbox.reread();
  }

  return {
    ...outbox,
    in: (conversationId) => shown.get(conversationId) ?? NONE,
    start() {
      const stop = new AbortController();
      const { signal } = stop;
      window.addEventListener("storage", onStorage, { signal });
      window.addEventListener("online", () => outbox.wake(), { signal });
      engine.onConnected.add(outbox.wake);
      outbox.reread();
      if (navigator.locks) {
        navigator.locks
          .request(`${prefix}sender`, { signal }, () => {
            outbox.lead();
            // Held until the tab goes or stops; then the next tab leads.
            return new Promise<void>((release) => signal.addEventListener("abort", () => release()));
          })
          .catch(() => {});
      } else {
        // Without locks every tab sends; the server keeps one of each client id.
        outbox.lead();
      }
      return () => {
        engine.onConnected.delete(outbox.wake);
        outbox.rest();
        stop.abort();
      };
    },
  };
}
