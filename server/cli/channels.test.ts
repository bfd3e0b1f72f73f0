import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTeam, memberCtx } from "../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../channels/fake";
import { createTelegramFake } from "../channels/telegram/fake";
import { handleWebhook } from "../inbound/receive";
import { ENV_NAMES } from "../infra/env";
import type { Runtime } from "../infra/runtime";
import { openCredentials, sealCredentials } from "../modules/inboxes/credentials";
import { deleteMessage } from "../modules/messages/delete";
import { projectRoot } from "../testing/cluster";
import { bundleProgram } from "../testing/program";
import { testRuntime } from "../testing/runtime";
import { drain } from "../worker/index";
import { rotateKeys } from "./keys";

// Run as an operator runs it: a process of its own beside the running installation.
const TOKEN = "700000900:fictional_fictional_fictional";
const program = await bundleProgram("server/cli/main.ts");
const dataDir = mkdtempSync(join(tmpdir(), "parley-cli-"));
let rt: Runtime;
let telegram: FakeProvider;
let slug: string;
let team: Awaited<ReturnType<typeof makeTeam>>;

beforeAll(async () => {
  telegram = await startFake(createTelegramFake({ token: TOKEN }));
  rt = await testRuntime({ TELEGRAM_API_URL: telegram.url, PARLEY_DATA_DIR: dataDir });
  team = await makeTeam(rt.db);
  slug = team.tenant.slug;
});
afterAll(() => telegram.close());

const ABSENT = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));
async function parley(...args: string[]) {
  const { rows } = await rt.db.pool.query<{ name: string }>("select current_database() as name");
  const url = new URL((rt.db.pool.options as { connectionString: string }).connectionString);
  url.pathname = rows[0]!.name;
  const own = { DATABASE_URL: url.href, PARLEY_DATA_DIR: dataDir, TELEGRAM_API_URL: telegram.url };
  const env = { ...process.env, ...ABSENT, ...own, APP_URL: "https://parley.example" };
  return new Promise<{ code: number; json: never; err: string; all: string }>((done) => {
    execFile(process.execPath, [program, ...args, "--json"], { cwd: projectRoot, env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, json: JSON.parse(out) as never, err, all: out + err }),
    );
  });
}

function credentialsFile(value: unknown): string {
  const file = join(dataDir, "credentials.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

test("an inbox is connected from outside, hears its provider, and its deliveries are listed and played again", async () => {
  const file = credentialsFile({ botToken: TOKEN });
  const made = await parley(
    ...[
      "inboxes",
      "create",
      "--tenant",
      slug,
      "--channel",
      "telegram",
      "--name",
      "Bot",
      "--credentials",
      file,
    ],
  );
  const { inboxId, webhookUrl, secret } = made.json as {
    inboxId: string;
    webhookUrl: string;
    secret: string;
  };
  expect(made).toMatchObject({ code: 0, json: { secret: expect.stringMatching(/^[\w-]{43}$/) } });
  expect(webhookUrl).toBe(`https://parley.example/api/webhooks/telegram/${inboxId}`);
  expect(telegram.calls).toMatchObject([
    {
      path: `/bot${TOKEN}/setWebhook`,
      json: {
        url: webhookUrl,
        secret_token: secret,
        allowed_updates: expect.arrayContaining(["my_chat_member"]),
      },
    },
  ]);
  const deliver = async (update: object) => {
    const headers = { "x-telegram-bot-api-secret-token": secret };
    const body = JSON.stringify(update);
    const answer = await handleWebhook(new Request(webhookUrl, { method: "POST", body, headers }));
    expect(answer.status).toBe(200);
  };
  const from = { id: 700000123, first_name: "Ada" };
  const said = (message_id: number, body: object) => ({
    ...{ message_id, date: 1_787_654_400 + message_id, chat: { id: 700000123, type: "private" }, from },
    ...body,
  });
  await deliver({ update_id: 1, message: said(7, { text: "Hello" }) });
  await drain(20_000, rt, { reactions: [] });
  const listed = await parley("deliveries", "list", "--tenant", slug, "--inbox", inboxId);
  const [delivery] = listed.json as { id: string }[];
  expect(listed.json).toMatchObject([{ state: "processed", attempts: 1 }]);
  await parley("deliveries", "replay", "--tenant", slug, "--id", delivery!.id);
  const waiting = await parley("outbox", "list", "--tenant", slug, "--state", "ready");
  expect(waiting.json).toMatchObject([{ kind: "delivery.process", lane: `in:${inboxId}` }]);
  const status = async () => (await parley("inboxes", "status", "--tenant", slug)).json;
  const stands = { id: inboxId, channel: "telegram", queued: 0, failed: 0, pausedFor: null, pairing: null };
  expect(await status()).toMatchObject([{ ...stands, silentSince: null }]);
  const silentSince = "2026-11-20T09:00:00.000Z";
  await rt.db.prisma.inbox.update({ where: { id: inboxId }, data: { silentSince } });
  expect(await status()).toMatchObject([{ ...stands, silentSince }]);
  const lockedUntil = "2099-01-01T00:00:00.000Z";
  const { tenantId } = await rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: inboxId } });
  await rt.db.prisma.inboxPairing.create({ data: { inboxId, tenantId, failures: 3, lockedUntil } });
  const [row] = (await status()) as { pairing: { lockedUntil: string } }[];
  expect(row!.pairing).toMatchObject({ isPaired: false, isConnected: false, failures: 3 });
  expect(new Date(row!.pairing.lockedUntil).toISOString()).toBe(lockedUntil);

  await deliver({ update_id: 2, message: said(8, { photo: [{ file_id: "p" }], caption: "Chipped" }) });
  const reply_to_message = said(8, {});
  await deliver({ update_id: 3, message: said(9, { text: "This one", reply_to_message }) });
  await deliver({ update_id: 4, edited_message: said(7, { text: "Hello!", edit_date: 1_787_654_500 }) });
  const reaction = {
    chat: said(7, {}).chat,
    user: from,
    message_id: 9,
    date: 1_787_654_501,
    old_reaction: [],
  };
  await deliver({
    update_id: 5,
    message_reaction: { ...reaction, new_reaction: [{ type: "emoji", emoji: "👍" }] },
  });
  await deliver({ update_id: 6, message: said(10, { text: "My card is 4111" }) });
  await deliver({ update_id: 7, edited_message: said(10, { text: "Sorry", edit_date: 1_787_654_502 }) });
  await drain(20_000, rt, { reactions: [] });
  const gone = await rt.db.prisma.message.findFirstOrThrow({ where: { inboxId, content: "Sorry" } });
  const owner = memberCtx({ ...team.owner, tenantId: team.tenant.id });
  await deleteMessage(owner, { conversationId: gone.conversationId, messageId: gone.id });
  const exported = await parley("conversations", "export", "--tenant", slug);
  const plain = { attachments: [], reactions: [], edits: [], replyToId: null, isDeleted: false };
  const ofAda = { ...plain, status: "sent", sender: { kind: "contact", name: "Ada" } };
  const { messages } = exported.json as { messages: { id: string }[] };
  expect(messages).toMatchObject([
    { ...ofAda, type: "text", text: "Hello!", edits: [{ content: "Hello" }, { content: "Hello!" }] },
    { ...ofAda, type: "image", text: "Chipped", attachments: [{ contentType: "image/jpeg", size: 9 }] },
    { ...ofAda, type: "text", text: "This one", replyToId: messages[1]!.id, reactions: [{ emoji: "👍" }] },
    { ...ofAda, type: "text", text: "", isDeleted: true },
  ]);
  expect(exported.all).not.toContain("4111");
});

test("an inbox whose provider could not be told is there, says so, and is completed later", async () => {
  const file = credentialsFile({ botToken: TOKEN });
  telegram.moods.push("away");
  const given = ["--tenant", slug, "--channel", "telegram", "--name", "Late", "--credentials", file];
  const made = await parley("inboxes", "create", ...given);
  const warning = expect.stringContaining("could not be told where to deliver");
  expect(made).toMatchObject({ code: 0, json: { isAnnounced: false, warning } });
  const { inboxId } = made.json as { inboxId: string };
  expect(made.err).toContain(`inboxes announce --tenant ${slug} --inbox ${inboxId}`);
  telegram.moods.push("away");
  const again = ["inboxes", "announce", "--tenant", slug, "--inbox", inboxId];
  expect(await parley(...again)).toMatchObject({ code: 3, json: { isAnnounced: false, warning } });
  expect(await parley(...again)).toMatchObject({ code: 0, json: { isAnnounced: true, warning: null } });
});

test("credentials are sealed, and no answer, error or table shows them", async () => {
  const secrets = { phoneNumberId: "1", accessToken: "EAAG-very-secret", appSecret: "app-very-secret" };
  const refused = await parley(
    ...["inboxes", "create", "--tenant", slug, "--channel", "whatsapp_cloud", "--name", "W"],
    ...["--credentials", credentialsFile(secrets)],
  );
  expect(refused).toMatchObject({ code: 1, json: { error: expect.stringContaining("phoneNumberId") } });
  const made = await parley(
    ...["inboxes", "create", "--tenant", slug, "--channel", "whatsapp_cloud", "--name", "W"],
    ...["--credentials", credentialsFile({ ...secrets, phoneNumberId: "106540352242922" })],
  );
  expect(made.json).toMatchObject({ verifyToken: expect.stringMatching(/^[\w-]{32}$/) });
  expect(refused.all + made.all).not.toMatch(/very-secret/);
  const { rows } = await rt.db.pool.query<{ text: string }>(
    "select string_agg(i::text, '') || (select coalesce(string_agg(a::text, ''), '') from audit_entry a) as text from inbox i",
  );
  expect(rows[0]!.text).not.toMatch(/very-secret|766572792d736563726574|fictional_fictional/);
});

test("asked wrongly, it says how to ask", async () => {
  expect((await parley("inboxes", "create", "--tenant", slug)).code).toBe(2);
  expect((await parley("deliveries", "list", "--tenant", slug, "--state", "lost")).code).toBe(2);
  expect((await parley("inboxes", "status", "--tenant", slug, "--channel", "api")).err).toMatch(
    /It takes no --channel\.\n.*inboxes status --tenant <slug>/,
  );
  const retried = await parley("outbox", "retry", "--tenant", slug, "--id", "1");
  expect(retried).toMatchObject({ code: 1, json: { error: expect.stringContaining("was given up") } });
  expect((await parley("inboxes", "status", "--tenant", "nobody-here")).code).toBe(1);
});

test("the master key is rotated twice while the installation opens and seals credentials", async () => {
  const made = await makeTeam(rt.db);
  const place = { tenantId: made.tenant.id, inboxId: made.inbox.id };
  const sealed = await sealCredentials(rt.db.sql, place, { botToken: TOKEN });
  const wrapped = async () =>
    (await rt.db.prisma.tenantKey.findUniqueOrThrow({ where: { tenantId: place.tenantId } })).wrapped;
  for (const turn of [1, 2]) {
    const before = await wrapped();
    let isOver = false;
    const reading = (async () => {
      for (let reads = 0; ; reads++) {
        // As a process that has not opened this business's key before.
        Object.assign(rt, { secrets: { ...rt.secrets } });
        expect(await openCredentials(rt.db.sql, place, sealed)).toEqual({ botToken: TOKEN });
        if (isOver) return reads;
      }
    })();
    const rotated = await parley("keys", "rotate");
    isOver = true;
    expect(await reading).toBeGreaterThan(10);
    expect(rotated).toMatchObject({ code: 0, json: { lost: 0 } });
    expect(await wrapped()).not.toEqual(before);
    // This process has seen no other key yet, or the one before: what it seals now outlives the next turn.
    const late = await makeTeam(rt.db);
    const other = { tenantId: late.tenant.id, inboxId: late.inbox.id };
    const own = await sealCredentials(rt.db.sql, other, turn);
    await parley("keys", "rotate");
    expect(await openCredentials(rt.db.sql, other, own)).toBe(turn);
  }
  const file = readFileSync(join(dataDir, "secrets/master-key"), "utf8").trim().split("\n");
  expect(file).toHaveLength(2);
  expect(new Set(file).size).toBe(2);
});

test("a master key of the environment is rotated once the new one stands before it", async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)].map((key) => key.toString("base64"));
  const alone = await testRuntime({ PARLEY_MASTER_KEY: old! });
  const { tenant, inbox } = await makeTeam(alone.db);
  const place = { tenantId: tenant.id, inboxId: inbox.id };
  const sealed = await sealCredentials(alone.db.sql, place, "kept");
  const options = {} as never;
  await expect(rotateKeys({ runtime: alone } as never, options)).rejects.toThrow(
    /PARLEY_MASTER_KEY=<new>,<old>/,
  );
  alone.secrets.masterKeys = [fresh!, old!].map((key) => Buffer.from(key, "base64"));
  expect(await rotateKeys({ runtime: alone } as never, options)).toMatchObject({
    json: { total: 1, rewrapped: 1, lost: 0 },
  });
  alone.secrets.masterKeys = [Buffer.from(fresh!, "base64")];
  expect(await openCredentials(alone.db.sql, place, sealed)).toBe("kept");
  alone.secrets.masterKeys = [randomBytes(32), randomBytes(32)];
  expect(await rotateKeys({ runtime: alone } as never, options)).toMatchObject({
    isBad: true,
    json: { lost: 1 },
  });
});
