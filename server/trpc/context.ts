import { type RequestMeta, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { findSignedIn, type SignedIn } from "../modules/accounts/session";
import { readSessionClaim } from "../modules/accounts/session-cookie";
import { loadMemberGate, type MemberGate, signInFirst } from "../modules/tenants/gate";

/** What a request brings before any gate. The gates run at most once a request, however many calls a batch holds. */
export type RequestContext = RequestMeta & {
  /** The signed-in person, or null. */
  findSignedIn: () => Promise<SignedIn | null>;
  /** The member in the tenant that x-parley-tenant claims. Throws AppError("unauthenticated" | "not_found"). */
  member: () => Promise<MemberGate>;
};

/** `slug` overrides the header, for callers inside the server; `meta` is the request's where it has been read already. */
export async function createContext(
  headers: Pick<Headers, "get">,
  given: { slug?: string; meta?: RequestMeta } = {},
): Promise<RequestContext> {
  const claim = await readSessionClaim(headers.get("cookie"));
  const slug = given.slug ?? headers.get("x-parley-tenant") ?? "";
  return {
    ...(given.meta ?? requestMeta(headers)),
    findSignedIn: once(async () => claim && findSignedIn(runtime().db, claim)),
    member: once(async () => {
      if (!claim) throw signInFirst();
      return loadMemberGate(runtime().db, claim, slug);
    }),
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
