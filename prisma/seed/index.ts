import { Readable } from "node:stream";
import { newId } from "../../server/core/ids";
import type { Db } from "../../server/infra/db";
import type { FileStorage } from "../../server/infra/storage/storage";
import { findInconsistencies } from "./check";
import { acme } from "./demo/acme/tenant";
import { buildTenant } from "./demo/build";
import type { DemoBytes } from "./demo/conversation";
import { DESK_HOURS } from "./demo/desk";
import { london } from "./demo/london/tenant";
import type { DemoTenant } from "./demo/types";
import { weavecode } from "./demo/weavecode/tenant";
import { hashDemoPassword } from "./factories-users";
import { insertRows, type Queryable, type TableRows } from "./rows";

export const DEMO_TENANTS: readonly DemoTenant[] = [weavecode, acme, london];

/** Any number that nothing else in Parley locks. */
const SEED_LOCK = 4_702_001;

/**
 * Makes the three demo tenants; one that is there already is left alone. All or nothing, and safe when two processes do
 * it at once. With a storage the attachments have bytes, without one there are no attachments.
 */
export async function seedDemo(db: Db, storage?: FileStorage): Promise<void> {
  const passwordHash = await hashDemoPassword();
  const files = await inTransaction(db, async (on) => {
    const { rows } = await on.query("select slug from tenant where slug = any($1)", [
      DEMO_TENANTS.map((t) => t.slug),
    ]);
    const present = new Set((rows as { slug: string }[]).map((row) => row.slug));
    const missing = DEMO_TENANTS.filter((demo) => !present.has(demo.slug));
    const made: DemoBytes[] = [];
    for (const demo of missing)
      made.push(...(await seedTenant(on, demo, passwordHash, storage !== undefined)));
    if (missing.length > 0) await on.query("analyze conversation, message, conversation_read");
    return made;
  });
  if (storage) await putFiles(storage, files);
}

/** Removes the demo tenants with all that happened in them, and makes them afresh. Other tenants are not touched. */
export async function resetDemo(db: Db, storage?: FileStorage): Promise<void> {
  const slugs = DEMO_TENANTS.map((demo) => demo.slug);
  const emails = DEMO_TENANTS.flatMap((demo) => demo.people.map((person) => person.email));
  const keys = await inTransaction(db, async (on) => {
    const which = "(select id from tenant where slug = any($1) and is_demo)";
    const { rows } = await on.query(`select storage_key from file where tenant_id in ${which}`, [slugs]);
    // These tables outlive their tenant: no foreign key holds them.
    for (const table of ["event", "outbox_entry"])
      await on.query(`delete from ${table} where tenant_id in ${which}`, [slugs]);
    const gone = await on.query("delete from tenant where slug = any($1) and is_demo returning id", [slugs]);
    const ids = (gone.rows as { id: string }[]).map((row) => row.id);
    await on.query("delete from conversation_counter where tenant_id = any($1)", [ids]);
    await on.query(
      `delete from "user" u where email = any($1) and not exists (select 1 from member m where m.user_id = u.id)`,
      [emails],
    );
    return (rows as { storage_key: string }[]).map((row) => row.storage_key);
  });
  if (storage) for (const key of keys) await storage.delete(key);
  await seedDemo(db, storage);
}

async function seedTenant(
  on: Queryable,
  demo: DemoTenant,
  passwordHash: string,
  withFiles: boolean,
): Promise<DemoBytes[]> {
  const tenantId = newId();
  const updatedAt = new Date();
  await insertRows(on, "tenant", [
    {
      id: tenantId,
      slug: demo.slug,
      name: demo.name,
      isDemo: true,
      settings: { hours: DESK_HOURS },
      updatedAt,
    },
  ]);
  const userIds = await seedUsers(on, demo, passwordHash);
  const members = userIds.map((userId, i) => ({
    id: newId(),
    tenantId,
    userId,
    role: i === 0 ? "owner" : "agent",
    isPrimaryOwner: i === 0,
    updatedAt,
  }));
  await insertRows(on, "member", members);
  const lean = withFiles ? demo : withoutFiles(demo);
  const { rows, files } = buildTenant(
    lean,
    tenantId,
    members.map((member) => member.id),
  );
  for (const [table, some] of Object.entries(rows)) {
    await insertRows(on, table as keyof TableRows, some as TableRows[keyof TableRows][]);
  }
  const problems = await findInconsistencies(on, tenantId);
  if (problems.length > 0)
    throw new Error(`The demo data of ${demo.name} contradict themselves: ${problems.join("; ")}`);
  return files;
}

function withoutFiles(demo: DemoTenant): DemoTenant {
  const threads = demo.threads.map((thread) => ({
    ...thread,
    lines: thread.lines.replace(/\[[^\]]+\.\w{3}\]/g, ""),
  }));
  return { ...demo, threads };
}

/** A person may be here already, from a tenant that was removed: they keep their id and get the demo password back. */
async function seedUsers(on: Queryable, demo: DemoTenant, passwordHash: string): Promise<string[]> {
  const { rows } = await on.query(
    `insert into "user" (id, email, name, password_hash, updated_at)
     select i, e, n, $4, now() from unnest($1::uuid[], $2::text[], $3::text[]) as x(i, e, n)
     on conflict (email) do update set password_hash = excluded.password_hash returning id, email`,
    [
      demo.people.map(() => newId()),
      demo.people.map((p) => p.email),
      demo.people.map((p) => p.name),
      passwordHash,
    ],
  );
  const byEmail = new Map((rows as { id: string; email: string }[]).map((row) => [row.email, row.id]));
  return demo.people.map((person) => byEmail.get(person.email)!);
}

async function putFiles(storage: FileStorage, files: DemoBytes[]): Promise<void> {
  await Promise.all(
    files.map(({ key, body, contentType }) =>
      storage.put(key, Readable.from([body]), { maxBytes: 1_000_000, contentType }),
    ),
  );
}

async function inTransaction<T>(db: Db, work: (on: Queryable) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [SEED_LOCK]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
