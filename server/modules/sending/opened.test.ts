import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import type { Statement } from "../../infra/db";
import { hello, refusal, sendingScene } from "../../testing/sending-scene";
import { openCredentials, sealCredentials } from "../inboxes/credentials";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

/** Before each time that an inbox's credentials are read from the database. Answers how often they were. */
function watchReading(before: (nth: number) => Promise<void>): () => number {
  const { sql } = s.rt.db;
  let reads = 0;
  s.rt.db.sql = async <Row>(statement: Statement<Row>, values: readonly unknown[]) => {
    if (statement.name.startsWith("inbox_credentials")) await before(++reads);
    return sql(statement, values);
  };
  onTestFinished(() => void Object.assign(s.rt.db, { sql }));
  return () => reads;
}

it("opens the credentials once for many replies, also for quoting ones, and through a database that is away", async () => {
  const reads = watchReading(async (nth) => {
    if (nth === 1) throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
  });
  const asked = (await s.shop.conversations())[0]!.messages[0]!;
  const ids: string[] = [];
  for (const quoted of [asked.id, undefined, asked.id]) {
    ids.push(await s.reply("Yes", quoted));
    await s.turn();
    await s.noPace();
    expect(await s.messageOf(ids.at(-1)!)).toMatchObject({ status: "sent", attempts: [{ outcome: "sent" }] });
  }
  expect(s.meta.calls).toHaveLength(3);
  expect(reads()).toBe(2);
});

it("lets an inbox be whose credentials were taken out after a reply was opened", async () => {
  const inboxId = s.shop.inbox.id;
  watchReading(async () => {
    await s.rt.db.pool.query("update inbox set sealed_credentials = null where id = $1", [inboxId]);
  });
  const id = await s.reply("first");
  await s.turn();
  const { pausedFor } = await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: inboxId } });
  expect(pausedFor).toBeNull();
  expect((await s.messageOf(id)).status).toBe("queued");
  expect(s.meta.calls).toEqual([]);
});

it("holds a refusal against the credentials that it was sent with, not those that stood when it was opened", async () => {
  const inboxId = s.shop.inbox.id;
  const place = { tenantId: s.shop.tenantId, inboxId };
  const inbox = () => s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: inboxId } });
  watchReading(async () => {
    const given = await openCredentials(s.rt.db.sql, place, (await inbox()).sealedCredentials!);
    const sealed = await sealCredentials(s.rt.db.sql, place, given);
    await s.rt.db.pool.query("update inbox set sealed_credentials = $2 where id = $1", [inboxId, sealed]);
  });
  await s.reply("first");
  s.meta.moods.push(refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401));
  await s.turn();
  expect((await inbox()).pausedFor).toMatchObject({ code: "190" });
});
