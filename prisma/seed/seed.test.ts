import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verify } from "@node-rs/argon2";
import { beforeAll, expect, it } from "vitest";
import { BusinessHours } from "../../server/core/hours";
import { previewOf } from "../../server/core/plain-text";
import type { Db } from "../../server/infra/db";
import { localStorage } from "../../server/infra/storage/local";
import { ContactFilter } from "../../server/modules/contacts/filter";
import { Filter } from "../../server/modules/conversations/filter-schema";
import type { StoredAttachment } from "../../server/modules/conversations/message-row";
import { MacroStep } from "../../server/modules/messages/macros-schema";
import { testDatabase } from "../../server/testing/database";
import { findInconsistencies } from "./check";
import { makeConversation, makeMessages, makeTeam } from "./factories";
import { DEMO_PASSWORD } from "./factories-users";
import { DEMO_TENANTS, resetDemo, seedDemo } from "./index";

let db: Db;
const folder = mkdtempSync(join(tmpdir(), "parley-seed-"));
const storage = localStorage(folder);

beforeAll(async () => {
  ({ db } = await testDatabase());
  await seedDemo(db, storage);
});

const count = async (table: string) =>
  (await db.pool.query<{ n: number }>(`select count(*)::int as n from "${table}"`)).rows[0]!.n;

it("makes the three tenants of the demo with their owners and agents", async () => {
  const { rows } = await db.pool.query(
    `select t.slug, t.name, u.email, m.role, m.is_primary_owner as primary
     from tenant t join member m on m.tenant_id = t.id join "user" u on u.id = m.user_id order by t.slug, m.role desc, u.email`,
  );
  const team = (slug: string, name: string, owner: string) => [
    { slug, name, email: owner, role: "owner", primary: true },
    { slug, name, email: `agent1@${slug}.demo`, role: "agent", primary: false },
    { slug, name, email: `agent2@${slug}.demo`, role: "agent", primary: false },
  ];
  expect(rows).toEqual([
    ...team("acme", "Acme Corp UK", "admin2@weavecode.demo"),
    ...team("london", "London SME Solutions", "admin3@weavecode.demo"),
    ...team("weavecode", "WeaveCode Demo Ltd", "admin1@weavecode.demo"),
  ]);
});

it("gives everyone the demo password, as argon2id", async () => {
  const { rows } = await db.pool.query<{ hash: string }>(`select distinct password_hash as hash from "user"`);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verify(rows[0]!.hash, DEMO_PASSWORD)).toBe(true);
});

it("keeps counters, seq, list columns and reads true to the messages", async () => {
  const { rows } = await db.pool.query<{ id: string }>("select id from tenant");
  for (const { id } of rows) expect(await findInconsistencies(db.pool, id)).toEqual([]);
});

it("previews messages as the application does", async () => {
  const { rows } = await db.pool.query<{
    preview: string;
    kind: string;
    content: string;
    attachments: StoredAttachment[];
  }>(
    `select c.last_message_preview as preview, m.kind, m.content, m.attachments from conversation c
     join lateral (select * from message m where m.conversation_id = c.id and m.kind <> 'activity' order by seq desc limit 1) m on true`,
  );
  expect(rows.map((row) => row.preview)).toEqual(
    rows.map((row) => previewOf(row.content, row.attachments, row.kind)),
  );
});

it("tells at least forty stories a tenant, none in the future and none older than three weeks", async () => {
  const { rows } = await db.pool.query<{ n: number; ok: boolean; unread: number }>(
    `select count(*)::int as n, bool_and(c.created_at > now() - interval '23 days' and c.last_message_at <= now()) as ok,
       count(*) filter (where r.incoming_read < c.incoming_count)::int as unread
     from conversation c join conversation_read r on r.conversation_id = c.id join member m on m.id = r.member_id and m.role = 'owner'
     group by c.tenant_id`,
  );
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(row.n).toBeGreaterThanOrEqual(40);
    expect(row.ok).toBe(true);
    expect(row.unread).toBeGreaterThan(3);
  }
});

it("stores the bytes of every attachment", async () => {
  const { rows } = await db.pool.query<{ key: string; size: number }>(
    "select storage_key as key, size from file",
  );
  expect(rows.length).toBeGreaterThan(25);
  for (const { key, size } of rows) {
    const bytes = await storage.get(key).then((found) => found?.body.toArray());
    expect(Buffer.concat(bytes!)).toHaveLength(size);
  }
});

it("names only telephone numbers and addresses that belong to nobody", async () => {
  const { rows } = await db.pool.query(
    "select name from contact where email !~ '@example\\.com$' or phone !~ '^\\+447700900\\d{3}$'",
  );
  expect(rows).toEqual([]);
});

it("leaves no screen of a business empty", async () => {
  const perTenant = async (what: string) => {
    const { rows } = await db.pool.query<{ n: number }>(
      `select (select count(*)::int from ${what} and x.tenant_id = t.id) as n from tenant t`,
    );
    return Math.min(...rows.map(({ n }) => n));
  };
  const most = async (what: string, least: number) =>
    expect(await perTenant(what), what).toBeGreaterThanOrEqual(least);
  for (const subject of ["conversation", "contact"])
    for (const sharing of ["private", "team", "tenant"])
      await most(`saved_view x where x.subject = '${subject}' and x.shared_with = '${sharing}'`, 1);
  await most("macro x where x.is_shared", 2);
  await most("macro x where not x.is_shared", 2);
  await most("mention x where x.read_at is null", 2);
  await most("notification x where x.read_at is null", 3);
  await most("notification x where x.read_at is not null", 3);
  await most("canned_response x where true", 5);
  await most("attribute_definition x where x.subject = 'contact'", 4);
  await most("page_visit x where true", 20);
  await most("rating x where x.score is not null", 5);
  await most("rating x where x.comment <> ''", 2);
  await most("conversation x where x.status = 'snoozed'", 1);
  await most("conversation x where x.team_id is not null", 3);
  await most("message x where x.data->>'type' = 'rating' and x.kind = 'activity'", 5);
});

it("keeps views, macros and hours that the application itself would take", async () => {
  const read = async (text: string) => (await db.pool.query<{ value: unknown }>(text)).rows;
  for (const { value } of await read(
    "select filter->'filter' as value from saved_view where subject = 'conversation'",
  ))
    expect(Filter.safeParse(value).success).toBe(true);
  for (const { value } of await read("select filter as value from saved_view where subject = 'contact'"))
    expect(ContactFilter.parse(value)).toEqual(value);
  for (const { value } of await read("select actions as value from macro"))
    expect(MacroStep.array().parse(value)).toEqual(value);
  for (const { value } of await read("select settings->'hours' as value from tenant where is_demo"))
    expect(BusinessHours.parse(value)).toEqual(value);
});

it("does nothing when the tenants are there, even when asked twice at once", async () => {
  const before = await count("message");
  await Promise.all([seedDemo(db, storage), seedDemo(db, storage)]);
  expect(await count("message")).toBe(before);
});

it("resets to the same stories, and leaves other tenants alone", async () => {
  const before = await count("message");
  const team = await makeTeam(db);
  const conversation = await makeConversation(db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
  await makeMessages(db, conversation, 3);
  await db.pool.query("delete from message where kind = 'note'");
  await resetDemo(db, storage);
  expect(await count("message")).toBe(before + 3);
  expect(await count("user")).toBe(12);
  expect(
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()),
  ).toHaveLength(await count("file"));
  expect(await findInconsistencies(db.pool, team.tenant.id)).toEqual([]);
  expect(new Set(DEMO_TENANTS.map((demo) => demo.inbox.publicId)).size).toBe(3);
});

it("makes threads that continue where they were", async () => {
  const { tenant, inbox, agents } = await makeTeam(db);
  const conversation = await makeConversation(db, { tenantId: tenant.id, inboxId: inbox.id });
  await makeMessages(db, conversation, 2);
  const [reply] = await makeMessages(db, conversation, [
    { kind: "outgoing", content: "Hello", authorId: agents[0].id },
  ]);
  expect(reply!.seq).toBe(3);
  expect(await findInconsistencies(db.pool, tenant.id)).toEqual([]);
});
