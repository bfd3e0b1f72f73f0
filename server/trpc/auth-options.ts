import { z } from "zod";
import { AppError } from "../core/errors";
import type { RequestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { SignIn } from "../modules/accounts/schema";
import { findSignedIn } from "../modules/accounts/session";
import { isSecure } from "../modules/accounts/session-cookie";
import { KEPT_SESSION_MS } from "../modules/accounts/sessions";
import { signIn, signOut } from "../modules/tenants/sessions";
import { describeError, isUnexpected } from "./errors";
import { CredentialsProvider, type NextAuthOptions } from "./next-auth";

// A form sends text: anything but "false" keeps the person signed in.
const Credentials = SignIn.extend({
  keep: z
    .unknown()
    .optional()
    .transform((keep) => String(keep) !== "false"),
});

/**
 * next-auth with e-mail and password. The token in the cookie carries the session's and the user's id and nothing else:
 * the session row says whether it still holds.
 */
export function authOptions(from: RequestMeta): NextAuthOptions {
  return {
    secret: runtime().secrets.appSecret,
    useSecureCookies: isSecure(),
    session: { strategy: "jwt", maxAge: KEPT_SESSION_MS / 1000 },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in", newUser: "/sign-up" },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: "E-mail" }, password: { label: "Password" } },
        authorize: (given) => authorize(given, from),
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sid: (user as { sessionId?: string }).sessionId };
        const claim = { sessionId: String(token.sid), userId: String(token.sub) };
        if (!(await findSignedIn(runtime().db, claim))) throw new Error("the session has ended");
        return { sub: claim.userId, sid: claim.sessionId };
      },
      session: async ({ session, token }) => {
        const claim = { sessionId: String(token.sid), userId: String(token.sub) };
        const found = await findSignedIn(runtime().db, claim);
        return { ...session, user: { name: found?.user.name, email: found?.user.email } };
      },
      redirect: ({ url, baseUrl }) => sameSite(url, baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sub !== "string" || typeof token.sid !== "string") return;
        await signOut({ userId: token.sub, sessionId: token.sid }, from.traceId);
      },
    },
    logger: {
      error: (code, metadata) => runtime().log.debug({ code, metadata, traceId: from.traceId }, "next-auth"),
      warn: (code) => runtime().log.debug({ code, traceId: from.traceId }, "next-auth"),
      debug: () => {},
    },
  };
}

async function authorize(given: Record<string, unknown> | undefined, from: RequestMeta) {
  try {
    const parsed = Credentials.safeParse(given);
    if (!parsed.success) throw new AppError("bad_request", "Enter your e-mail and your password.");
    const session = await signIn(parsed.data, from);
    return { id: session.userId, name: session.name, email: session.email, sessionId: session.sessionId };
  } catch (error) {
    if (isUnexpected(error)) runtime().log.error({ err: error, traceId: from.traceId }, "a sign-in failed");
    // next-auth hands the message to the page: it must be one of ours.
    throw new Error(describeError(error, from.traceId).message);
  }
}

/** A path of this site, or its front page: a link in a mail must not lead a person elsewhere after signing in. */
function sameSite(url: string, baseUrl: string): string {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : new URL(baseUrl);
  return target.origin === new URL(baseUrl).origin ? target.toString() : baseUrl;
}
