import { makeContact, makeConversation, makeInbox, makeTenant } from "../../prisma/seed/factories";
import { insertRows } from "../../prisma/seed/rows";
import { getChannel } from "../channels/registry";
import { newId, type TenantId } from "../core/ids";
import { type Drain, startDrain } from "../infra/outbox/drain";
import type { Runtime } from "../infra/runtime";
import { appendAll, type NewMessage } from "../modules/conversations/append";
import { sealCredentials } from "../modules/inboxes/credentials";
import { fetchFiles } from "../modules/sending/fetch";
import { allHandlers } from "../worker/handlers";
import { handlerRun } from "./run";

/** Many inboxes of the API channel and what goes through them, for the bench: it measures the mechanism without a server. */
export type Sender = { tenantId: TenantId; conversationId: string };
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const NAMESPACE = "benchbenchab";

/** Inboxes whose messages go to `url`, `each` conversations in every one. */
export async function makeSenders(
  { db }: Runtime,
  { url, tenants, inboxes, each }: { url: string; tenants: number; inboxes: number; each: number },
): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let business = 0; business < tenants; business++) {
    const { id: tenantId } = await makeTenant(db);
    for (let n = 0; n < inboxes / tenants; n++) {
      const { id: inboxId } = await makeInbox(db, { tenantId, channel: "api" });
      const credentials = { url, secret: SECRET, namespace: NAMESPACE };
      const sealed = await sealCredentials(db.sql, { tenantId, inboxId }, credentials);
      await db.pool.query("update inbox set sealed_credentials = $2 where id = $1", [inboxId, sealed]);
      for (let k = 0; k < each; k++) senders.push(await makeSender({ db }, { tenantId, inboxId }));
    }
  }
  return senders;
}

async function makeSender(
  { db }: Pick<Runtime, "db">,
  { tenantId, inboxId }: { tenantId: TenantId; inboxId: string },
): Promise<Sender> {
  const { id: contactId } = await makeContact(db, { tenantId });
  const identityId = newId();
  const key = `id:${NAMESPACE}/${identityId}`;
  await insertRows(db.pool, "identity", [{ id: identityId, tenantId, contactId, inboxId, externalId: key }]);
  await db.pool.query(
    "insert into identity_alias (tenant_id, inbox_id, identity_id, key) values ($1, $2, $3, $4)",
    [tenantId, inboxId, identityId, key],
  );
  const { id } = await makeConversation(db, { tenantId, inboxId, contactId, identityId });
  return { tenantId, conversationId: id };
}

type Request = { path: string; body: string };

/**
 * What these inboxes say to their provider goes to `take`, as it would go over the network; to be played before anything is
 * sent, and by one at a time. Answers how to stop.
 */
export function playProvider(take: (request: Request) => { status: number; json: unknown }): () => void {
  const { wire } = getChannel("api");
  const { send } = wire!;
  wire!.send = (message, given) =>
    send(message, {
      ...given,
      call: async (path, { body = "" }) => ({ ...take({ path, body }), retryAfter: null }),
    });
  return () => {
    wire!.send = send;
  };
}

/** Writes replies, which are queued with their commit. */
export async function appendReplies(
  { db }: Pick<Runtime, "db">,
  replies: readonly { sender: Sender; content: string }[],
): Promise<void> {
  const all = replies.map(({ sender, content }) => messageOf(sender, content));
  for (let at = 0; at < all.length; at += 100) await appendAll(db.sql, all.slice(at, at + 100));
}

const messageOf = ({ tenantId, conversationId }: Sender, content: string): NewMessage => ({
  ...{ tenantId, conversationId, identityId: null, kind: "outgoing", content, attachments: [] },
  ...{ author: { kind: "system", id: null }, clientId: newId(), status: "sent", traceId: "" },
});

/** The worker's outbox alone. */
export function startSending(rt: Runtime, loops = 2): Drain {
  const { db, log } = rt;
  return startDrain({
    db,
    log,
    handlers: allHandlers(rt, { reactions: [], jobs: [] }),
    options: { loops },
  });
}

/** A message whose file still lies with its provider. Answers the message's id. */
export async function receiveFile(
  { db }: Runtime,
  sender: Sender,
  { ref, contentType }: { ref: string; contentType: string },
): Promise<string> {
  const file = {
    ...{ ref, contentType, name: "catalogue.pdf", sha256: null, size: null, isVoice: false },
    ...{ fileId: null, error: null },
  };
  const [stored] = await appendAll(db.sql, [
    { ...messageOf(sender, ""), kind: "incoming", externalId: ref, meta: { files: [file] } },
  ]);
  return stored!.message.id;
}

/** What the worker does for it. */
export function fetchNow({ tenantId }: Sender, messageId: string): Promise<void> {
  const ctx = { tenantId, actor: { kind: "system", name: "worker" }, traceId: "", ip: "" } as const;
  return fetchFiles(ctx, messageId, handlerRun({ maxAttempts: 1 }));
}
