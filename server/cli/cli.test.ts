import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "../../prisma/seed/index";
import { openHub } from "../boot/hub";
import { ENV_NAMES, parseEnv } from "../infra/env";
import { createLogger } from "../infra/log";
import { answer } from "../infra/node-http/listener";
import { loadSecrets } from "../infra/secrets";
import { projectRoot } from "../testing/cluster";
import { testDatabase } from "../testing/database";
import { bundleProgram } from "../testing/program";

// Run as an operator runs it: a process of its own, on a real database.
let databaseUrl: string;
let db: Awaited<ReturnType<typeof testDatabase>>["db"];
const program = await bundleProgram("server/cli/main.ts");
const dataDir = mkdtempSync(join(tmpdir(), "parley-cli-"));
const server = createServer();
let port: number;

beforeAll(async () => {
  const made = await testDatabase();
  databaseUrl = made.url;
  db = made.db;
  await seedDemo(db);
  const env = parseEnv({ PARLEY_DATA_DIR: dataDir });
  const hub = openHub(env, loadSecrets(env, dataDir), createLogger("silent"))!;
  server.on("request", (message, response) => void answer(message, response, hub.handleHttp, () => {}));
  server.on("upgrade", (message, socket, head) => hub.handleUpgrade(message, socket, head));
  await new Promise<void>((done) => server.listen(0, done));
  port = (server.address() as { port: number }).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Neither the developer's environment nor their .env takes part. */
const ABSENT = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));

function parley(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const own = { DATABASE_URL: databaseUrl, PARLEY_DATA_DIR: dataDir, PORT: String(port), ...env };
  const options = {
    cwd: projectRoot,
    env: { ...process.env, ...ABSENT, ...own },
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], options, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("doctor finds everything in order, an event through the sockets included", async () => {
  const { code, out } = await parley(["doctor", "--json"], { PARLEY_ENV: "development" });
  const told = JSON.parse(out) as { ok: boolean; checks: { name: string; status: string; detail: string }[] };
  const bad = told.checks.filter(({ status, name }) => status !== "ok" && name !== "disk");
  expect(bad).toEqual([]);
  expect(told.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["database", "migrations", "realtime", "mail", "storage", "clock"]),
  );
  expect([told.ok, code]).toEqual([true, 0]);
});

test("doctor says how to mend what is wrong, and fails", async () => {
  const { code, out } = await parley(["doctor"], { SMTP_URL: "smtp://127.0.0.1:1" });
  expect(code).toBe(1);
  expect(out).toMatch(/✗ mail/);
  expect(out).toMatch(/mail: Check SMTP_URL/);
});

test("doctor takes what a paused inbox holds for no work that nobody does, and says where to look", async () => {
  await db.pool.query(`insert into outbox_entry (tenant_id, kind, lane, state, run_at, payload)
    select id, 'message.send', 'lane:cli', state::outbox_state, now() + due, '{}' from tenant, (values
      ('scheduled', interval '1 minute'), ('ready', interval '-1 hour')) as e (state, due) where slug = 'acme'`);
  await db.pool.query(`update inbox set paused_for = '{"code":"190","reason":"No.","fix":"Mend it."}'
    where id = (select min(id::text)::uuid from inbox)`);
  const { code, out } = await parley(["doctor"]);
  expect(out).toMatch(/! outbox +1 inbox is paused: what it sends waits/);
  expect(out).toMatch(/outbox: See which and why: npm run parley -- inboxes status/);
  expect(code).toBe(0);
  await db.pool.query("delete from outbox_entry where lane = 'lane:cli'");
  await db.pool.query("update inbox set paused_for = null");
});

test("tenants are listed and created, and the new owner's password is told once", async () => {
  const args = ["tenants", "create", "--name", "Nut & Bolt Ltd", "--owner", "Ann@NutBolt.example", "--json"];
  const made = JSON.parse((await parley(args)).out);
  expect(made).toMatchObject({ slug: "nut-bolt-ltd", owner: "ann@nutbolt.example" });
  expect(made.password).toHaveLength(16);
  const listed = JSON.parse((await parley(["tenants", "list", "--json"])).out) as { slug: string }[];
  expect(listed.map(({ slug }) => slug)).toEqual(["acme", "london", "nut-bolt-ltd", "weavecode"]);
});

type Exported = {
  tenant: { slug: string };
  contacts: { id: string }[];
  conversations: { id: string; contactId: string; lastSeq: number }[];
  messages: { conversationId: string; seq: number; status: string }[];
  attachments: unknown[];
};

test("an export holds every contact, conversation and message of one tenant, whole and in order", async () => {
  const { out } = await parley(["conversations", "export", "--tenant", "acme", "--json"]);
  const told = JSON.parse(out) as Exported;
  const contacts = new Set(told.contacts.map(({ id }) => id));
  expect(told.conversations.length).toBeGreaterThan(30);
  expect(told.attachments).toEqual([]);
  for (const { id, contactId, lastSeq } of told.conversations) {
    expect(contacts.has(contactId)).toBe(true);
    const own = told.messages.filter(({ conversationId }) => conversationId === id);
    expect(own.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: lastSeq }, (_, at) => at + 1),
    );
    expect(
      own.every(({ status }) => ["queued", "sent", "delivered", "read", "failed"].includes(status)),
    ).toBe(true);
  }
  const file = join(dataDir, "acme.json");
  const written = await parley(["conversations", "export", "--tenant", "acme", "--out", file, "--json"]);
  expect(JSON.parse(written.out)).toMatchObject({ contacts: contacts.size, messages: told.messages.length });
  expect((JSON.parse(readFileSync(file, "utf8")) as Exported).messages).toEqual(told.messages);
});

test("an export whose reader stops ends quietly", async () => {
  const env = { ...process.env, ...ABSENT, DATABASE_URL: databaseUrl, PARLEY_DATA_DIR: dataDir };
  const args = [program, "conversations", "export", "--tenant", "acme"];
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.once("data", () => child.stdout.destroy());
  let err = "";
  child.stderr.on("data", (part) => {
    err += part;
  });
  const [code] = await once(child, "close");
  expect([code, err]).toEqual([0, ""]);
});

test("each command says how it is asked for, with an example and what it ends with", async () => {
  const all = await parley(["help"]);
  expect([all.code, all.err]).toEqual([0, ""]);
  const { COMMANDS } = await import("./commands");
  for (const name of Object.keys(COMMANDS)) expect(all.out).toContain(`  ${name}  `);
  const one = (await parley(["inboxes", "create", "--help"])).out;
  expect(one).toContain(
    "inboxes create --tenant <slug> --channel <key> --name <name> --credentials <file.json>",
  );
  expect(one).toMatch(/Example: .*telegram[\s\S]*Ends with 0: done/);
  expect((await parley(["inboxes", "announce", "--help"])).out).toMatch(/3: the provider did not take it/);
  expect((await parley(["outbox", "--help"])).out).toMatch(/outbox list {3,}What[\s\S]*outbox retry/);
});

test("migrations that have run are not run again", async () => {
  expect(JSON.parse((await parley(["db", "migrate", "--json"])).out)).toEqual({ ran: [] });
});

test("an unknown tenant or command is refused in words", async () => {
  const unknown = await parley(["conversations", "export", "--tenant", "nobody", "--json"]);
  expect([unknown.code, JSON.parse(unknown.out).error]).toEqual([
    1,
    expect.stringContaining("no business at “nobody”"),
  ]);
  const wrong = await parley(["tenant", "list"]);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("There is no command “tenant list”")]);
});

test("staging reset is refused on a database of one's own outside staging, and undoes what happened in staging", async () => {
  const refused = await parley(["staging", "reset"]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("nothing was changed")]);
  const done = await parley(["staging", "reset", "--json"], { PARLEY_ENV: "staging" });
  expect(JSON.parse(done.out)).toEqual({ reset: ["weavecode", "acme", "london"] });
  const listed = JSON.parse((await parley(["tenants", "list", "--json"])).out) as { slug: string }[];
  expect(listed).toHaveLength(4);
});
