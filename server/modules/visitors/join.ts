import type { TenantId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { sha256Hex } from "../../infra/signing";
import { joinContacts } from "../contacts/join";
import { tellContacts } from "../contacts/live";
import { moveIdentity } from "../contacts/move-identity";
import { publish } from "../tenants/publish";

/** The external id of a visitor who has proved to be this user; the colon keeps it apart from every handle's hash. */
export function userHash(userId: string): string {
  return sha256Hex(`user:${userId}`);
}

const ALONE = statement<never>(
  "visitor_join_lock",
  "select 1 as held from pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 0))",
);

const PERSON = statement<{ id: string }>(
  "visitor_person",
  `with recursive way as (
     select k.id, k.merged_into_id, 1 as steps from contact k where k.tenant_id = $1::uuid and k.external_id = $2::text
     union all
     select k.id, k.merged_into_id, w.steps + 1 from way w join contact k on k.tenant_id = $1::uuid and k.id = w.merged_into_id
     where w.steps < 20
   ) select id from way where merged_into_id is null limit 1`,
);

/** The contact that the tenant knows under this id of its own, wherever it was merged to. */
export async function findPerson(sql: Sql, tenantId: TenantId, userId: string): Promise<string | null> {
  return (await sql(PERSON, [tenantId, userId]))[0]?.id ?? null;
}

type Face = {
  id: string;
  contact_id: string;
  external_id: string;
  contact_external_id: string | null;
  is_only: boolean;
};

const FACES = statement<Face>(
  "visitor_faces",
  `select i.id, i.contact_id, i.external_id, k.external_id as contact_external_id,
     not exists (select 1 from identity x where x.tenant_id = i.tenant_id and x.contact_id = i.contact_id and x.id <> i.id) as is_only
   from identity i join contact k on k.id = i.contact_id
   where i.tenant_id = $1::uuid and i.inbox_id = $2::uuid and i.external_id = any($3::text[]) and i.revoked_at is null
     and coalesce(i.data ->> 'origin', $4::text) = $4::text`,
);

const NAME_PERSON = statement<never>(
  "visitor_name_person",
  "update contact set external_id = $3::text, updated_at = now() where tenant_id = $1::uuid and id = $2::uuid",
);
/** An identity of its own: tokens and the live channel go by the old one's id. */
const MAKE_USER = statement<{ id: string }>(
  "visitor_make_user",
  `insert into identity (id, tenant_id, contact_id, inbox_id, external_id, data)
   select gen_random_uuid(), i.tenant_id, i.contact_id, i.inbox_id, $3::text, i.data - 'origin' from identity i
   where i.tenant_id = $1::uuid and i.id = $2::uuid returning id`,
);
const GIVE_TO_USER = statement<never>(
  "visitor_give_to_user",
  `with theirs as materialized (
     select c.id from conversation c where c.tenant_id = $1::uuid and c.identity_id = $2::uuid order by c.id for update
   ), given as (
     update conversation c set identity_id = $3::uuid, version = c.version + 1 from theirs t where c.id = t.id
   ) update identity set revoked_at = now() where tenant_id = $1::uuid and id = $2::uuid`,
);

export type Join = {
  tenantId: TenantId;
  inboxId: string;
  userId: string;
  handleHash: string | null;
  origin: string;
  traceId: string;
};

/**
 * Gives what a browser wrote before to the user who has proved to sit at it, so that it stands on all of their devices. The
 * handle, the tokens made for it and its live channel are worthless from then on. Nothing happens where the handle's conversations belong to a contact who is somebody
 * else to the tenant. Call it only for a hash that was right.
 */
export async function joinVisitor(given: Join): Promise<void> {
  const { db } = runtime();
  const { tenantId, inboxId, userId, handleHash, origin } = given;
  if (!handleHash) return;
  const faces = (sql: Sql) => sql(FACES, [tenantId, inboxId, [handleHash, userHash(userId)], origin]);
  if (!(await faces(db.sql)).some((face) => face.external_id === handleHash)) return;
  await db.transaction(async (tx) => {
    await tx.sql(ALONE, [inboxId, userId]);
    const found = await faces(tx.sql);
    const mine = found.find((face) => face.external_id === handleHash);
    if (!mine) return;
    const user = found.find((face) => face !== mine);
    const person = user?.contact_id ?? (await findPerson(tx.sql, tenantId, userId));
    if (!(await joinPeople(tx, given, mine, person))) return;
    const [face] = user ? [user] : await tx.sql(MAKE_USER, [tenantId, mine.id, userHash(userId)]);
    await tx.sql(GIVE_TO_USER, [tenantId, mine.id, face!.id]);
  });
}

async function joinPeople(tx: Tx, given: Join, mine: Face, person: string | null): Promise<boolean> {
  if (person === mine.contact_id) return true;
  if (mine.contact_external_id !== null) return false;
  if (person === null) await namePerson(tx, given, mine.contact_id);
  else if (mine.is_only)
    await joinContacts(tx, given, { winnerId: person, otherId: mine.contact_id, by: "website" });
  else await moveIdentity(tx, given, { identityId: mine.id, from: mine.contact_id, to: person });
  return true;
}

async function namePerson(tx: Tx, { tenantId, userId, traceId }: Join, contactId: string): Promise<void> {
  await tx.sql(NAME_PERSON, [tenantId, contactId, userId]);
  await publish(tx, { tenantId, traceId }, { type: "contact.updated", contactId });
  tx.afterCommit(() => tellContacts({ tenantId, ids: [contactId], what: "updated" }));
}
