import { createHash, randomBytes } from "node:crypto";
import { DEMO_PASSWORD } from "../../prisma/seed/factories-users";
import { insertRows, type TableRows } from "../../prisma/seed/rows";
import { newId } from "../../server/core/ids";
import type { Db } from "../../server/infra/db";
import { postBytes, Wire } from "./wire";

/** Signs in as a browser does, through next-auth's own endpoints. Returns the Cookie header of the session. */
export async function signIn(baseUrl: string, email: string, password = DEMO_PASSWORD): Promise<string> {
  const first = await fetch(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: {
      cookie: cookiesOf(first),
      "content-type": "application/x-www-form-urlencoded",
      origin: baseUrl,
    },
    body: new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: baseUrl }),
  });
  const cookie = cookiesOf(answer);
  if (!/session-token=/.test(cookie))
    throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  return cookie;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

export type Visitor = {
  conversationId: string;
  tenantId: string;
  inboxId: string;
  publicId: string;
  handle: string;
};

/** Visitors who have written before, spread over the web inboxes of the database, each with an open conversation. */
export async function makeVisitors(db: Db, count: number, only?: { tenantId: string }): Promise<Visitor[]> {
  const { rows: inboxes } = await db.pool.query<{
    id: string;
    tenant_id: string;
    public_id: string;
    top: number;
  }>(
    `select b.id, b.tenant_id, b.public_id, coalesce(max(c.display_number), 0) as top from inbox b
     left join conversation c on c.tenant_id = b.tenant_id
     where $1::uuid is null or b.tenant_id = $1 group by b.id order by b.public_id`,
    [only?.tenantId ?? null],
  );
  const visitors: Visitor[] = [];
  const rows = {
    contact: [] as TableRows["contact"][],
    identity: [] as TableRows["identity"][],
    conversation: [] as TableRows["conversation"][],
  };
  for (let i = 0; i < count; i++) {
    const inbox = inboxes[i % inboxes.length]!;
    const handle = randomBytes(32).toString("base64url");
    const [contactId, identityId, conversationId] = [newId(), newId(), newId()];
    const tenantId = inbox.tenant_id;
    const externalId = createHash("sha256").update(handle).digest("hex");
    rows.contact.push({ id: contactId, tenantId, name: `Visitor ${i}`, updatedAt: new Date() });
    rows.identity.push({ id: identityId, tenantId, contactId, inboxId: inbox.id, externalId });
    rows.conversation.push({
      id: conversationId,
      tenantId,
      inboxId: inbox.id,
      contactId,
      identityId,
      displayNumber: ++inbox.top,
    });
    visitors.push({ conversationId, tenantId, inboxId: inbox.id, publicId: inbox.public_id, handle });
  }
  await insertRows(db.pool, "contact", rows.contact);
  await insertRows(db.pool, "identity", rows.identity);
  await insertRows(db.pool, "conversation", rows.conversation);
  await db.pool.query("analyze conversation, identity, contact");
  return visitors;
}

/** Opens each visitor's session through the widget's API; the tokens live ten minutes. In the order of the visitors. */
export async function openSessions(port: number, visitors: readonly Visitor[]): Promise<string[]> {
  const tokens: string[] = [];
  let wire: Wire | null = null;
  for (const [i, visitor] of visitors.entries()) {
    // One address may open 600 sessions a minute: every 400 visitors come from another.
    if (i % 400 === 0) {
      wire?.close();
      wire = await Wire.open(port, `127.0.1.${1 + i / 400}`);
    }
    const answer = await wire!.send(
      postBytes("/api/widget/session", {}, { inbox: visitor.publicId, handle: visitor.handle }),
    );
    if (answer.status !== 200)
      throw new Error(`a visitor's session was refused: ${answer.status} ${answer.body}`);
    tokens.push(/"token":"([^"]+)"/.exec(answer.body)![1]!);
  }
  wire?.close();
  return tokens;
}
