import { AppError } from "../../core/errors";
import type { requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { readVisitorToken, type VisitorClaims } from "../../modules/visitors/token";

export type Meta = ReturnType<typeof requestMeta> & { origin: string | null };
export type Route = (request: Request, meta: Meta) => Promise<Response>;
export type Known = VisitorClaims & { identityId: string; handleHash: string };
export type Written = Known & { conversationId: string };

/** Throws unauthenticated. */
export function claimsOf(request: Request, meta: Meta): VisitorClaims {
  return readVisitorToken(runtime().secrets.appSecret, request.headers.get("authorization"), meta.origin);
}

/** The claims of a visitor who has written before, though perhaps not in the conversation that is open. */
export function knownClaims(request: Request, meta: Meta): Known {
  const claims = claimsOf(request, meta);
  if (!claims.identityId || !claims.handleHash) throw notBegun();
  return claims as Known;
}

/** The claims of a visitor in a conversation that has begun. */
export function writtenClaims(request: Request, meta: Meta): Written {
  const claims = knownClaims(request, meta);
  if (!claims.conversationId) throw notBegun();
  return claims as Written;
}

function notBegun(): AppError {
  return new AppError("conflict", "There is no conversation yet. It begins with the first message.");
}
