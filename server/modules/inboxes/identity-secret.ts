import { createHmac, randomBytes } from "node:crypto";
import { getChannel } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId, type TenantId } from "../../core/ids";
import { seal, unseal } from "../../infra/crypto";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { constantTimeEqual } from "../../infra/signing";
import { audit } from "../audit/audit";
import { getDataKey } from "../tenants/keys";
import type { IdentitySecretListed, InboxId } from "./schema";

/**
 * How long a rotated secret still counts: a hash is made when a page is rendered and lives as long as that page, its cache or
 * the app it was built into, and the new secret reaches every server of a website with its next release. A week holds a
 * release with a weekend before it. A secret that got out is ended at once instead.
 */
const GRACE = "interval '7 days'";

type Row = IdentitySecretListed & { sealed: Uint8Array };

const VALID = statement<Row>(
  "identity_secrets_valid",
  `select s.id, s.hint, s.sealed, s.created_at as "createdAt", s.ends_at as "endsAt" from identity_secret s
   where s.tenant_id = $1::uuid and s.inbox_id = $2::uuid and (s.ends_at is null or s.ends_at > now())
   order by s.ends_at is null desc, s.id desc`,
);
const LOCK = statement<{ id: string; channel: string }>(
  "identity_secrets_lock",
  "select id, channel from inbox where tenant_id = $1::uuid and id = $2::uuid for update",
);
const RETIRE = statement<never>(
  "identity_secret_retire",
  `update identity_secret set ends_at = now() + ${GRACE} where tenant_id = $1::uuid and inbox_id = $2::uuid and ends_at is null`,
);
const END = statement<{ id: string }>(
  "identity_secret_end",
  `update identity_secret set ends_at = now()
   where tenant_id = $1::uuid and inbox_id = $2::uuid and ends_at > now() returning id`,
);

/** The secrets that count, the present one first, without what is secret in them. Throws not_found. */
export async function listIdentitySecrets(
  ctx: MemberCtx,
  { inboxId }: InboxId,
): Promise<IdentitySecretListed[]> {
  const { prisma, sql } = runtime().db;
  if (!(await prisma.inbox.count({ where: { tenantId: ctx.tenantId, id: inboxId } }))) throw noInbox();
  const rows = await sql(VALID, [ctx.tenantId, inboxId]);
  return rows.map(({ sealed, ...listed }) => listed);
}

/** The present secret in the open, for whoever sets up the website. Stands in the audit log. Throws not_found. */
export async function revealIdentitySecret(
  ctx: MemberCtx,
  { inboxId }: InboxId,
): Promise<{ secret: string }> {
  return runtime().db.transaction(async (tx) => {
    const [present] = await tx.sql(VALID, [ctx.tenantId, inboxId]);
    if (!present || present.endsAt) throw new AppError("not_found", "There is no identity secret yet.");
    await record(tx, ctx, "identity_secret.reveal", inboxId, present.hint);
    return { secret: open(await getDataKey(tx.sql, ctx.tenantId), present) };
  });
}

/** A new secret, shown this once; the one before it counts for another 7 days. Throws not_found. */
export async function rotateIdentitySecret(
  ctx: MemberCtx,
  { inboxId }: InboxId,
): Promise<{ secret: string }> {
  return runtime().db.transaction(async (tx) => {
    await lockWebsite(tx, ctx, inboxId);
    const [id, secret] = [newId(), randomBytes(32).toString("base64url")];
    const hint = secret.slice(-4);
    const { tenantId } = ctx;
    await tx.sql(RETIRE, [tenantId, inboxId]);
    const sealed = seal(await getDataKey(tx.sql, tenantId), Buffer.from(secret), context(id));
    await tx.prisma.identitySecret.create({
      data: { id, tenantId, inboxId, hint, sealed: new Uint8Array(sealed) },
    });
    await record(tx, ctx, "identity_secret.rotate", inboxId, hint);
    return { secret };
  });
}

/** Rotated secrets count no more from now on. Throws not_found. */
export async function endOldIdentitySecrets(ctx: MemberCtx, { inboxId }: InboxId): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    await lockWebsite(tx, ctx, inboxId);
    const ended = await tx.sql(END, [ctx.tenantId, inboxId]);
    if (ended.length) await record(tx, ctx, "identity_secret.end_old", inboxId, "");
  });
}

async function lockWebsite(tx: Tx, ctx: MemberCtx, inboxId: string): Promise<void> {
  const [inbox] = await tx.sql(LOCK, [ctx.tenantId, inboxId]);
  if (!inbox) throw noInbox();
  if (!getChannel(inbox.channel).capabilities.hasInstallLine)
    throw new AppError("bad_request", "Only a website has an identity secret.");
}

function noInbox(): AppError {
  return new AppError("not_found", "There is no such inbox.");
}

function record(tx: Tx, ctx: MemberCtx, action: string, inboxId: string, hint: string): Promise<void> {
  return audit(tx, ctx, { action, target: { kind: "inbox", id: inboxId }, after: { hint } });
}

function open(key: Buffer, { id, sealed }: Row): string {
  return unseal(key, Buffer.from(sealed), context(id)).toString();
}

function context(id: string): string {
  return `identity-secret:${id}`;
}

export type HashVerdict = "right" | "wrong" | "no secret";

/** Whether `hash` is the HMAC-SHA256 (hex) of the visitor's id under a secret of this inbox that counts. */
export async function checkIdentityHash(
  sql: Sql,
  inbox: { tenantId: TenantId; inboxId: string },
  visitor: { id: string; hash: string },
): Promise<HashVerdict> {
  const secrets = await sql(VALID, [inbox.tenantId, inbox.inboxId]);
  if (secrets.length === 0) return "no secret";
  let isRight = false;
  const key = await getDataKey(sql, inbox.tenantId);
  for (const listed of secrets) {
    const secret = open(key, listed);
    const right = createHmac("sha256", secret).update(visitor.id).digest("hex");
    if (constantTimeEqual(visitor.hash.toLowerCase(), right)) isRight = true;
  }
  return isRight ? "right" : "wrong";
}
