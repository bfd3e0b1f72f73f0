import { AppError } from "../../core/errors";
import type { requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { readVisitorToken, type VisitorClaims } from "../../modules/visitors/token";

export type Meta = ReturnType<typeof requestMeta> & { origin: string | null };
export type Route = (request: Request, meta: Meta) => Promise<Response>;
export type Written = VisitorClaims & { identityId: string; conversationId: string; handleHash: string };

/** Throws unauthenticated. */
export function claimsOf(request: Request, meta: Meta): VisitorClaims {
  return readVisitorToken(runtime().secrets.appSecret, request.headers.get("authorization"), meta.origin);
}

/** The claims of a visitor who has written before. */
export function writtenClaims(request: Request, meta: Meta): Written {
  const claims = claimsOf(request, meta);
  if (!claims.identityId || !claims.conversationId || !claims.handleHash) {
    throw new AppError("conflict", "There is no conversation yet. It begins with the first message.");
  }
  return claims as Written;
}
