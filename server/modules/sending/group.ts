import { z } from "zod";
import type { GroupKnown } from "../../channels/contract";
import { ProviderSilent } from "../../channels/outbound";
import { clock } from "../../core/clock";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { type Handler, handler, RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { tellContacts } from "../contacts/live";
import { findKnown, keyOf, resolvePerson } from "../deliveries/people";
import { cleaned } from "../deliveries/process";
import { type OpenConnection, openConnection } from "../inboxes/connection";
import { callerOf } from "./call";

const PUT = statement<never>(
  "group_people_put",
  `with given as materialized (
     select distinct on (key) * from json_to_recordset($3::text::json) as x(key text, name text, phone text, is_admin bool)
   ), gone as (
     delete from group_person where tenant_id = $1::uuid and identity_id = $2::uuid and key <> all (array(select key from given))
   )
   insert into group_person (tenant_id, identity_id, key, name, phone, is_admin)
   select $1::uuid, $2::uuid, key, name, phone, is_admin from given
   on conflict (identity_id, key) do update set name = excluded.name, phone = excluded.phone, is_admin = excluded.is_admin`,
);
const RETRY_SECONDS = 60;
const Owed = z.object({ inboxId: z.uuid(), group: z.object({ scope: z.string(), value: z.string() }) });
type Owed = z.infer<typeof Owed>;

/**
 * Asks what a group is called and who is in it, and keeps both. Where the network will not say, the group is called as before:
 * nothing depends on it.
 */
export const groupHandler: Handler = handler({
  payload: Owed,
  async run(ctx, owed, run) {
    const { sql } = runtime().db;
    const { tenantId } = ctx;
    const { inboxId, group } = owed;
    const open = await openConnection(sql, tenantId, inboxId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return null;
      throw error;
    });
    const known = open?.wire.askGroup ? await ask(open, owed, run.signal) : null;
    if (!known) return;
    const reason = known.type === "failed" ? known.failure.reason : "";
    if (known.type === "failed") {
      const isFinal = !/^(retry|credentials)$/.test(known.failure.class) || run.attempt >= run.maxAttempts;
      if (!isFinal) throw new RetryAfter(RETRY_SECONDS * 2 ** run.attempt, reason);
      return ctx.log.info({ inboxId, reason }, "a group could not be asked for");
    }
    const place = { tenantId, inboxId };
    const person = { ids: [group], name: known.name, phone: null, username: null };
    const [found] = await findKnown(sql, place, person);
    if (!found) return;
    const at = new Date(clock.now());
    const { identity_id: id, contact_id } = await resolvePerson(ctx, place, person, at, { isGroup: true });
    if (known.people) await putPeople(sql, { tenantId, identityId: id }, known.people);
    tellContacts({ tenantId, ids: [contact_id], what: "updated" });
  },
});

async function ask(
  { wire, credentials: kept }: OpenConnection,
  { group }: Owed,
  signal: AbortSignal,
): Promise<GroupKnown> {
  const credentials = wire.credentials.parse(kept);
  try {
    return cleaned(await wire.askGroup!(group, { credentials, call: callerOf(wire, credentials, signal) }));
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    const failure = { class: "retry" as const, code: "silent", reason: error.message, fix: "" };
    return { type: "failed", failure };
  }
}

async function putPeople(
  sql: Sql,
  { tenantId, identityId }: { tenantId: string; identityId: string },
  people: NonNullable<Extract<GroupKnown, { type: "known" }>["people"]>,
): Promise<void> {
  // By the telephone number, where there is one: it stands beside the name.
  const rows = people.map(({ ids, name, phone, isAdmin }) => ({
    ...{ key: keyOf(ids.at(-1)!), name, phone, is_admin: isAdmin },
  }));
  await sql(PUT, [tenantId, identityId, JSON.stringify(rows)]);
}
