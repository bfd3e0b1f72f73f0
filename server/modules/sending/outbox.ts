import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { statement } from "../../infra/db";
import { discardDeadLetter, hurryEntry, retryDeadLetter } from "../../infra/outbox/dead";
import { stateOf } from "../../infra/outbox/park";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import type { ListOutbox, OutboxId, OutboxListed, OutboxState } from "./schema";

type Row = {
  id: string;
  kind: string;
  lane: string | null;
  key: string | null;
  state: OutboxState;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  run_at: Date;
  created_at: Date;
  finished_at: Date | null;
  payload: unknown;
  person: string | null;
  inbox: string | null;
};

/** What Parley does for itself; reactions too, unless one has failed. server/worker/handlers.test.ts knows that they exist. */
export const BACKGROUND_KINDS = [
  ...["pairing.watch", "inbox.refresh", "conversation.wake", "visitors.continuity", "message.read"],
  ...["notifications.later", "notifications.wake", "delivery.acknowledge", "automation.ask_rating"],
];
const idIn = (field: string) =>
  `case when e.payload->>'${field}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (e.payload->>'${field}')::uuid end`;

const LIST = statement<Row>(
  "outbox_list",
  `select e.id::text as id, e.kind, e.lane, e.idempotency_key as key, ${stateOf("e")} as state, e.attempts, e.max_attempts,
     e.last_error, e.run_at, e.created_at, e.finished_at, case when $5::bool then e.payload end as payload,
     k.name as person, i.name as inbox
   from outbox_entry e
   left join message m on m.tenant_id = e.tenant_id and m.id = ${idIn("messageId")}
   left join conversation c on c.tenant_id = e.tenant_id and c.id = coalesce(m.conversation_id, ${idIn("conversationId")})
   left join contact k on $6::bool and k.tenant_id = e.tenant_id and k.id = c.contact_id
   left join delivery d on d.tenant_id = e.tenant_id and d.id = ${idIn("deliveryId")}
   left join inbox i on i.tenant_id = e.tenant_id and i.id = coalesce(c.inbox_id, d.inbox_id, ${idIn("inboxId")})
   where e.tenant_id = $1::uuid and e.id < coalesce($2::text::bigint, 9223372036854775807)
     and ($3::text is null or ${stateOf("e")} = $3::text or ($3::text = 'open' and e.finished_at is null))
     and (not $7::bool or e.state = 'dead' or not (e.kind = any($8::text[]) or (e.kind like 'reaction.%' and e.last_error is null)))
   order by e.id desc limit $4::int`,
);

/** What a business owes the world, newest first; with what the entries hold only where `includePayload` says so. */
export async function listOutbox(
  { tenantId, actor }: Pick<MemberCtx, "tenantId" | "actor">,
  given: ListOutbox & { hidesBackground?: boolean; includePayload?: boolean },
): Promise<{ items: OutboxListed[]; nextCursor: string | null }> {
  const { status, cursor, limit, includePayload = false, hidesBackground = false } = given;
  const rows = await runtime().db.sql(LIST, [
    ...[tenantId, cursor?.[0] ?? null, status ?? null, limit + 1, includePayload],
    // Who may not see every conversation does not learn here with whom there are some.
    ...[can(actor, "conversation_view_all"), hidesBackground, BACKGROUND_KINDS],
  ]);
  const items = rows.slice(0, limit).map((row) => toListed(row, includePayload));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
}

function toListed(row: Row, hasPayload: boolean): OutboxListed {
  return {
    ...{ id: row.id, kind: row.kind, lane: row.lane, key: row.key, status: row.state },
    ...{ attempts: row.attempts, maxAttempts: row.max_attempts, lastError: row.last_error },
    runAt: row.run_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    about: { person: row.person, inbox: row.inbox },
    ...(hasPayload && { payload: withoutDoors(row.payload) }),
  };
}

const DOOR = /token|secret|password|link|url/i;

/** A link or token in a payload opens a door: it is shown to nobody. */
function withoutDoors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDoors);
  if (typeof value === "string" && /^https?:/i.test(value)) return "••••";
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, DOOR.test(key) ? "••••" : withoutDoors(inner)]),
  );
}

/** Tries now what waits for its next try, and owes again what was given up. Throws not_found. */
export function retryOutboxEntry(ctx: MemberCtx, { entryId }: OutboxId): Promise<void> {
  return change(ctx, entryId, "outbox.retry", tryAgain);
}

async function tryAgain(...of: Parameters<typeof retryDeadLetter>): Promise<boolean> {
  return (await retryDeadLetter(...of)) || hurryEntry(...of);
}

/** Lets an entry be that was given up. Throws not_found. */
export function discardOutboxEntry(ctx: MemberCtx, { entryId }: OutboxId): Promise<void> {
  return change(ctx, entryId, "outbox.discard", discardDeadLetter);
}

async function change(
  ctx: MemberCtx,
  entryId: string,
  action: string,
  act: typeof retryDeadLetter,
): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    if (!(await act(tx.sql, ctx.tenantId, entryId)))
      throw new AppError("not_found", "There is no such entry any more. Look at the list again.", {
        field: "entryId",
      });
    await audit(tx, ctx, { action, target: { kind: "outbox_entry", id: entryId } });
    tx.afterCommit(wakeOutbox);
  });
}
