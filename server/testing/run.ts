import type { HandlerRun, Held } from "../infra/outbox/entry";
import type { Runtime } from "../infra/runtime";

/** What a handler is told of its run; of no entry unless one is given. */
export const handlerRun = (given: Partial<HandlerRun> = {}): HandlerRun => ({
  ...{ entry: { id: "0", token: 0 }, attempt: 1, maxAttempts: 12, idempotencyKey: "once" },
  signal: new AbortController().signal,
  ...given,
});

/** The entry that owes the sending of a message, as whoever has leased it last. */
export async function entryOf({ db }: Pick<Runtime, "db">, messageId: string): Promise<Held> {
  const idempotencyKey = `conv_msg_out_${messageId}`;
  const entry = await db.prisma.outboxEntry.findUniqueOrThrow({ where: { idempotencyKey } });
  return { id: String(entry.id), token: entry.leaseToken };
}
