import { join } from "node:path";
import { buildSync } from "esbuild";
import { makeContact, makeConversation, makeInbox, makeTenant } from "../../prisma/seed/factories";
import { insertRows } from "../../prisma/seed/rows";
import type { TenantId } from "../../server/core/ids";
import { newId } from "../../server/core/ids";
import { parseEnv } from "../../server/infra/env";
import { createLogger } from "../../server/infra/log";
import { createRuntime, installRuntime, type Runtime } from "../../server/infra/runtime";
import { appendAll, type NewMessage } from "../../server/modules/conversations/append";
import { sealCredentials } from "../../server/modules/inboxes/credentials";
import { freePort, startChild, waitForAnswer } from "./processes";
import { projectRoot, type Testbed } from "./testbed";

export type Sender = { tenantId: TenantId; conversationId: string };
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** This process as an installation of its own over a database of its own, without a server. */
export async function installHere(bed: Testbed, name: string): Promise<Runtime> {
  const { url } = await (await bed.postgres()).create(name);
  const env = parseEnv({
    PARLEY_DATA_DIR: join(bed.folder, name),
    PARLEY_PRIVATE_HOSTS: "127.0.0.1",
    LOG_LEVEL: "warn",
  });
  return installRuntime(createRuntime({ env, databaseUrl: url, log: createLogger("warn") }));
}

/** Inboxes of the API channel whose messages go to `url`, `each` conversations in every one. */
export async function makeSenders(
  { db }: Runtime,
  { url, tenants, inboxes, each }: { url: string; tenants: number; inboxes: number; each: number },
): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let business = 0; business < tenants; business++) {
    const { id: tenantId } = await makeTenant(db);
    for (let n = 0; n < inboxes / tenants; n++) {
      const { id: inboxId } = await makeInbox(db, { tenantId, channel: "api" });
      const credentials = { url, secret: SECRET, namespace: "benchbenchab" };
      const sealed = await sealCredentials(db.sql, { tenantId, inboxId }, credentials);
      await db.pool.query("update inbox set sealed_credentials = $2 where id = $1", [inboxId, sealed]);
      for (let k = 0; k < each; k++) {
        const { id: contactId } = await makeContact(db, { tenantId });
        const identityId = newId();
        const key = `id:benchbenchab/${identityId}`;
        await insertRows(db.pool, "identity", [
          { id: identityId, tenantId, contactId, inboxId, externalId: key },
        ]);
        await db.pool.query(
          "insert into identity_alias (tenant_id, inbox_id, identity_id, key) values ($1, $2, $3, $4)",
          [tenantId, inboxId, identityId, key],
        );
        const { id } = await makeConversation(db, { tenantId, inboxId, contactId, identityId });
        senders.push({ tenantId, conversationId: id });
      }
    }
  }
  return senders;
}

/** A reply on its way out. */
export const replyOf = ({ tenantId, conversationId }: Sender, content: string): NewMessage => ({
  ...{ tenantId, conversationId, identityId: null, kind: "outgoing", content, attachments: [] },
  ...{ author: { kind: "system", id: null }, clientId: newId(), status: "sent", traceId: "" },
});

export async function appendReplies({ db }: Runtime, replies: readonly NewMessage[]): Promise<void> {
  for (let at = 0; at < replies.length; at += 100) await appendAll(db.sql, replies.slice(at, at + 100));
}

/** The provider of floors/taker.ts as a child. */
export async function startTaker(bed: Testbed) {
  const outfile = join(bed.folder, "taker.mjs");
  const entry = join(projectRoot, "bench/floors/taker.ts");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(bed.folder, "taker.log");
  const child = startChild([outfile], { env: { PORT: String(port), NODE_ENV: "production" }, log });
  await waitForAnswer(child, url);
  return {
    url,
    async take(): Promise<{ count: number; wrong: string[] }> {
      return (await fetch(url)).json() as never;
    },
    stop: () => child.stop(),
  };
}
