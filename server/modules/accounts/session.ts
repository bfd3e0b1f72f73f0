import { type Db, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { SessionClaim } from "./session-cookie";

export type SignedIn = {
  sessionId: string;
  user: { id: string; name: string; email: string; theme: string; locale: string | null };
};

const SESSION_GATE = statement<{
  id: string;
  name: string;
  email: string;
  theme: string;
  locale: string | null;
  is_stale: boolean;
}>(
  "session_gate",
  `select u.id, u.name, u.email, u.theme, u.locale, s.last_seen_at < now() - interval '5 minutes' as is_stale
     from session s join "user" u on u.id = s.user_id
    where s.id = $1::uuid and s.user_id = $2::uuid and s.revoked_at is null and s.expires_at > now()`,
);

const TOUCH_SESSION = statement<never>(
  "session_touch",
  "update session set last_seen_at = now() where id = $1::uuid and revoked_at is null",
);

/** The person behind a claim whose session still lives, or null. */
export async function findSignedIn(db: Db, claim: SessionClaim): Promise<SignedIn | null> {
  const [row] = await db.sql(SESSION_GATE, [claim.sessionId, claim.userId]);
  if (!row) return null;
  const { is_stale, ...user } = row;
  if (is_stale) touchSession(db, claim.sessionId);
  return { sessionId: claim.sessionId, user };
}

/** Notes that the session is in use, at most every 5 minutes, without keeping the request waiting. */
export function touchSession(db: Db, sessionId: string): void {
  db.sql(TOUCH_SESSION, [sessionId]).catch((error) =>
    runtime().log.warn({ err: error }, "the time of last use could not be stored"),
  );
}
