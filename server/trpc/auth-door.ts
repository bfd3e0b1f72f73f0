import { cookies, headers } from "next/headers";
import { runtime } from "../infra/runtime";
import { isSecure, sessionCookieName } from "../modules/accounts/session-cookie";
import { handleAuth } from "./auth-handler";

const PASSED_ON = [
  "host",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-parley-ip",
  "x-trace-id",
  "user-agent",
];

/** Null when signed in, else what to tell the person. */
export type SignInAnswer = { error: string } | null;

/**
 * Signs in from a server action through next-auth's own credentials door and gives the browser the session's cookie.
 * `keep` is "Keep me signed in on this device".
 */
export async function signInFromAction(given: {
  email: string;
  password: string;
  keep: boolean;
}): Promise<SignInAnswer> {
  const csrf = await handleAuth(new Request(address("csrf"), { headers: await passedOn() }));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const sent = await passedOn();
  sent.set("content-type", "application/json");
  sent.set(
    "cookie",
    csrf.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; "),
  );
  const body = JSON.stringify({ ...given, csrfToken, callbackUrl: "/", json: "true" });
  const answer = await handleAuth(
    new Request(address("callback/credentials"), { method: "POST", headers: sent, body }),
  );
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${sessionCookieName()}=`));
  if (!answer.ok || !cookie) {
    const { url } = (await answer.json()) as { url?: string };
    const error = url ? new URL(url, runtime().appUrl).searchParams.get("error") : null;
    return { error: error ?? "Signing in did not work. Try again." };
  }
  await setSessionCookie(cookie);
  return null;
}

/** Forgets the session's cookie; the caller has ended the session itself. */
export async function clearSessionCookie(): Promise<void> {
  // Deleting by name alone would leave out Secure, without which a browser keeps a __Secure- cookie.
  (await cookies()).set(sessionCookieName(), "", {
    path: "/",
    httpOnly: true,
    secure: isSecure(),
    maxAge: 0,
  });
}

function address(action: string): string {
  return `${runtime().appUrl}/api/auth/${action}`;
}

/** What the edge in front says of whoever asks and of how this place was reached. */
async function passedOn(): Promise<Headers> {
  const from = await headers();
  const passed = new Headers();
  for (const name of PASSED_ON) {
    const value = from.get(name);
    if (value) passed.set(name, value);
  }
  return passed;
}

async function setSessionCookie(line: string): Promise<void> {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const value = pair.slice(pair.indexOf("=") + 1);
  const expires = attributes.find((part) => /^expires=/i.test(part))?.slice("expires=".length);
  (await cookies()).set(sessionCookieName(), value, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: attributes.some((part) => /^secure$/i.test(part)),
    ...(expires && { expires: new Date(expires) }),
  });
}
