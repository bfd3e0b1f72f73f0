import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeInbox, makeTenant } from "../../prisma/seed/factories";
import { makeDataKey, openDataKey, seal } from "../../server/infra/crypto";
import type { Db } from "../../server/infra/db";
import { repeat } from "./repeat";
import type { Testbed } from "./testbed";
import { Wire } from "./wire";

const CONNECTIONS = 64;
const APP_SECRET = "c0ffee00c0ffee00c0ffee00c0ffee00";
const NUMBER = "106540352242922";
const NAME = "webhooks";

export type Door = { tenantId: string; inboxId: string };
export type WebhookStack = { databaseUrl: string; db: Db; port: number; doors: Door[]; wires: Wire[] };

const made = new WeakMap<Testbed, Promise<WebhookStack>>();

/**
 * A server that takes requests and leaves the work to others (PARLEY_ROLES=web), on a database of its own with 1,000 WhatsApp
 * inboxes of 100 businesses.
 */
export function webhookStack(bed: Testbed): Promise<WebhookStack> {
  const known = made.get(bed) ?? make(bed);
  made.set(bed, known);
  return known;
}

async function make(bed: Testbed): Promise<WebhookStack> {
  const { url: databaseUrl, db } = await (await bed.postgres()).create(NAME);
  const { port } = await bed.startServer(NAME, { DATABASE_URL: databaseUrl, PARLEY_ROLES: "web" });
  const masterKey = Buffer.from(readFileSync(join(bed.folder, NAME, "secrets/master-key"), "utf8"), "base64");
  const doors: Door[] = [];
  for (let business = 0; business < 100; business++) {
    const { id: tenantId } = await makeTenant(db);
    const wrapped = makeDataKey(masterKey, tenantId);
    await db.pool.query("insert into tenant_key (tenant_id, wrapped) values ($1, $2)", [tenantId, wrapped]);
    const key = openDataKey(masterKey, wrapped, tenantId);
    for (let n = 0; n < 10; n++) {
      const { id: inboxId } = await makeInbox(db, { tenantId, channel: "whatsapp_cloud" });
      const credentials = {
        phoneNumberId: NUMBER,
        accessToken: "x",
        appSecret: APP_SECRET,
        verifyToken: "benchtoken",
      };
      const sealed = seal(key, Buffer.from(JSON.stringify(credentials)), `inbox:${inboxId}:credentials`);
      await db.pool.query("update inbox set sealed_credentials = $2 where id = $1", [inboxId, sealed]);
      doors.push({ tenantId, inboxId });
    }
  }
  const wires = await Promise.all(Array.from({ length: CONNECTIONS }, () => Wire.open(port)));
  return { databaseUrl, db, port, doors, wires };
}

let count = 0;
/** What Meta sends for one text; no two are alike. */
export function nextBody(): string {
  count++;
  const metadata = { display_phone_number: "12025550100", phone_number_id: NUMBER };
  const message = {
    ...{
      from: "447700900123",
      id: `wamid.bench${process.pid}x${count}`,
      timestamp: "1787654400",
      type: "text",
    },
    text: { body: "My teapot arrived chipped, order AC-20418. Can you help me before Sunday?" },
  };
  const contacts = [{ wa_id: "447700900123", user_id: "GB.13491208655302741918", profile: { name: "Ada" } }];
  const value = { messaging_product: "whatsapp", metadata, contacts, messages: [message] };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  });
}

function requestOf({ inboxId }: Door, body: string): string {
  const hex = createHmac("sha256", APP_SECRET).update(body).digest("hex");
  return (
    `POST /api/webhooks/whatsapp_cloud/${inboxId} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    `x-hub-signature-256: sha256=${hex}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Deliveries answered 200, a second; refuses a figure whose deliveries are not all stored, each once. */
export async function pour(stack: WebhookStack, doors: readonly Door[], repeats = 0): Promise<number> {
  const stored = async () =>
    (await stack.db.pool.query<{ n: number }>("select count(*)::int as n from delivery")).rows[0]!.n;
  const before = await stored();
  let fresh = 0;
  let turn = 0;
  let latest: { door: Door; request: string } | undefined;
  const { perSecond } = await repeat(stack.wires, async (wire) => {
    turn++;
    const isRepeat = latest && turn % 10 < repeats * 10;
    if (!isRepeat) {
      const door = doors[turn % doors.length]!;
      latest = { door, request: requestOf(door, nextBody()) };
      fresh++;
    }
    const answer = await wire.send(latest!.request);
    if (answer.status !== 200) throw new Error(`a delivery was refused: ${answer.status} ${answer.body}`);
  });
  const kept = (await stored()) - before;
  if (kept !== fresh) throw new Error(`${fresh} deliveries were answered 200, ${kept} are stored`);
  return perSecond;
}
