import { statement } from "../infra/db";
import type { Runtime } from "../infra/runtime";
import { TRIES_SQL } from "../modules/messages/tries";

type Try = {
  id: string;
  number: number;
  startedAt: Date;
  endedAt: Date | null;
  outcome: string | null;
  externalId: string | null;
  code: string | null;
  reason: string | null;
};
const TRIES = statement<Try>(
  "tries_of_message",
  `select t.id, t.number, t.started_at as "startedAt", t.ended_at as "endedAt", t.outcome, t.external_id as "externalId", t.code,
     t.reason from message m cross join lateral ${TRIES_SQL} t where m.id = $1::uuid order by t.number`,
);

/** A message with its tries, in their order, wherever they are written down. */
export async function messageWithTries({ db }: Pick<Runtime, "db">, id: string) {
  const message = await db.prisma.message.findFirstOrThrow({ where: { id } });
  return { ...message, attempts: await db.sql(TRIES, [id]) };
}

/** As a worker leaves it that dies while it asks the provider for the first time. */
export async function beginPlain({ db }: Pick<Runtime, "db">, messageId: string, tryId: string) {
  const idempotencyKey = `conv_msg_out_${messageId}`;
  await db.prisma.outboxEntry.update({ where: { idempotencyKey }, data: { begun: tryId } });
}
