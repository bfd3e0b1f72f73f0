import { z } from "zod";
import { AppError } from "../../core/errors";
import { mintTenantId, type TenantId } from "../../core/ids";
import { readToken, signToken } from "../../infra/signing";
import type { KnownUser } from "./schema";

/** Ten minutes: long enough for a page, short enough that a leaked one is worth little. */
const LIFETIME_MS = 10 * 60_000;

const Claims = z.object({
  t: z.uuid(),
  i: z.uuid(),
  /** identity, contact, conversation and handle hash: null until the visitor has written. */
  d: z.uuid().nullable(),
  k: z.uuid().nullable(),
  c: z.uuid().nullable(),
  h: z.string().nullable(),
  /** The page's origin; empty for a client that is no browser. */
  o: z.string(),
  /** The website of the visitor's handle, where that is another one: in a window of our own. */
  f: z.string().optional(),
  /** What the page said of its visitor: a proved id, name, e-mail. */
  u: z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable()]).nullish(),
  e: z.number(),
});

export type VisitorClaims = {
  tenantId: TenantId;
  inboxId: string;
  identityId: string | null;
  contactId: string | null;
  conversationId: string | null;
  handleHash: string | null;
  /** The website that the visitor's handle belongs to. */
  origin: string;
  /** The page's own, where that is another one. */
  pageOrigin?: string;
  /** `id` is proved. */
  user?: KnownUser | null;
};

export function mintVisitorToken(
  appSecret: string,
  claims: VisitorClaims,
): { token: string; expiresAt: number } {
  const expiresAt = Date.now() + LIFETIME_MS;
  const token = signToken(appSecret, "widget", {
    t: claims.tenantId,
    i: claims.inboxId,
    d: claims.identityId,
    k: claims.contactId,
    c: claims.conversationId,
    h: claims.handleHash,
    o: claims.pageOrigin ?? claims.origin,
    f: claims.pageOrigin && claims.origin,
    u: claims.user ? [claims.user.id, claims.user.name, claims.user.email] : null,
    e: expiresAt,
  } satisfies z.input<typeof Claims>);
  return { token, expiresAt };
}

/** Throws unauthenticated for a token that is not ours, has run out, or was made for another website. */
export function readVisitorToken(
  appSecret: string,
  authorization: string | null,
  origin: string | null,
): VisitorClaims {
  const token = /^Bearer ([A-Za-z0-9_.-]{20,6000})$/.exec(authorization ?? "")?.[1];
  return claimsIn(appSecret, token, origin, Date.now());
}

/** For what only takes something away from the visitor: the token may have run out. Else as readVisitorToken. */
export function readPastToken(appSecret: string, token: string, origin: string | null): VisitorClaims {
  return claimsIn(appSecret, token, origin, 0);
}

/** `now` in Unix milliseconds. */
function claimsIn(
  appSecret: string,
  token: string | undefined,
  origin: string | null,
  now: number,
): VisitorClaims {
  const parsed = Claims.safeParse(token ? readToken(appSecret, "widget", token) : null);
  if (!parsed.success || parsed.data.e < now) {
    throw new AppError("unauthenticated", "This chat session has ended. A new one starts by itself.");
  }
  const { t, i, d, k, c, h, o, f, u } = parsed.data;
  // A same-origin GET carries no Origin; whatever other page sends one must be the page the token was made for.
  if (origin !== null && origin !== o) {
    throw new AppError("unauthenticated", "This chat session belongs to another website.");
  }
  return {
    tenantId: mintTenantId(t),
    inboxId: i,
    identityId: d,
    contactId: k,
    conversationId: c,
    handleHash: h,
    origin: f ?? o,
    pageOrigin: f && o,
    user: u ? { id: u[0], name: u[1], email: u[2] } : null,
  };
}
