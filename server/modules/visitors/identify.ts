import { WebSettings } from "../../channels/web/settings";
import { mintTenantId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { checkIdentityHash } from "../inboxes/identity-secret";
import { joinVisitor } from "./join";
import type { KnownUser, VisitorUser } from "./schema";

const WEBSITE = statement<{ id: string; tenant_id: string; settings: unknown }>(
  "visitor_website",
  "select id, tenant_id, settings from inbox where public_id = $1::text and channel = 'web' and disabled_at is null",
);

/** `problem` says to whoever built the page why what it said of its visitor does not count. */
export type Identified = { user: KnownUser | null; problem: string | null };

const NOBODY = { user: null, problem: null };

/**
 * Decides what of a page's word for its visitor counts, and joins what this browser wrote before to a user who is proved.
 * Writes nothing else. Throws as `refuseForeign`.
 */
export async function identifyVisitor(given: {
  publicId: string;
  user: VisitorUser;
  handleHash: string | null;
  origin: string;
  traceId: string;
  refuseForeign: (settings: WebSettings) => void;
}): Promise<Identified> {
  const { db } = runtime();
  const { user, publicId, handleHash, origin, traceId } = given;
  const [row] = await db.sql(WEBSITE, [publicId]);
  if (!row) return NOBODY;
  const settings = WebSettings.parse(row.settings);
  given.refuseForeign(settings);
  const details = { name: user.name ?? null, email: user.email ?? null };
  const [tenantId, inboxId] = [mintTenantId(row.tenant_id), row.id];
  if (!user.id || !user.hash) {
    if (settings.requiresHash) return refused("this inbox takes an id with its hash only.");
    const problem = user.id ? "the id does not count without its hash; name and e-mail were taken." : null;
    return { user: { id: null, ...details }, problem };
  }
  const verdict = await checkIdentityHash(
    db.sql,
    { tenantId, inboxId },
    {
      id: user.id,
      hash: user.hash,
    },
  );
  if (verdict === "no secret")
    return refused("this inbox has no identity secret. Create one in its settings.");
  if (verdict === "wrong") {
    return refused(
      "the hash is wrong. It is the HMAC-SHA256 of the id, in hex, with the inbox's identity secret.",
    );
  }
  await joinVisitor({ tenantId, inboxId, userId: user.id, handleHash, origin, traceId });
  return { user: { id: user.id, ...details }, problem: null };
}

function refused(why: string): Identified {
  return { user: null, problem: why };
}
