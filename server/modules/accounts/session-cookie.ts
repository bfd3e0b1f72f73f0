import { decode } from "next-auth/jwt";
import { clock } from "../../core/clock";
import { runtime } from "../../infra/runtime";

/** What the signed cookie claims; the session row decides whether it still holds. */
export type SessionClaim = { sessionId: string; userId: string };

const KEPT = 2_000;
/** Decoded tokens, oldest first: opening the encrypted token costs more than the row check. */
const decoded = new Map<string, SessionClaim & { expires: number }>();

/** next-auth's own names: a cookie marked Secure where the installation is reached by https. */
export function sessionCookieName(): string {
  return isSecure() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

export function isSecure(): boolean {
  return runtime().appUrl.startsWith("https://");
}

/** Reads the session's claim out of a Cookie header, or null. It proves nothing until the row has been checked. */
export async function readSessionClaim(cookieHeader: string | null): Promise<SessionClaim | null> {
  const token = cookieValue(cookieHeader ?? "", sessionCookieName());
  if (!token) return null;
  const known = decoded.get(token);
  if (known) return known.expires > clock.now() ? known : null;
  try {
    const payload = await decode({ token, secret: runtime().secrets.appSecret });
    if (typeof payload?.sub !== "string" || typeof payload.sid !== "string") return null;
    const claim = { userId: payload.sub, sessionId: payload.sid, expires: Number(payload.exp) * 1000 };
    if (decoded.size >= KEPT) decoded.delete(decoded.keys().next().value ?? "");
    decoded.set(token, claim);
    return claim;
  } catch {
    return null; // Forged, expired, or sealed with an older secret: the same as not signed in.
  }
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
