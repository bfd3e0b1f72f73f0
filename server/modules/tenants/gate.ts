import type { MemberActor, MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { mintTenantId, type TenantId } from "../../core/ids";
import { chooseLocale, type Locale } from "../../core/locales";
import { type Db, statement } from "../../infra/db";
import { type RequestMeta, requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { touchSession } from "../accounts/session";
import { readSessionClaim, type SessionClaim } from "../accounts/session-cookie";
import { MEMBER_COLUMNS, type MemberRow, toMemberActor } from "./member-actor";

/** `locale`: the one chosen for oneself, null for that of the business. */
export type GateUser = { id: string; name: string; email: string; theme: string; locale: string | null };
export type GateTenant = { id: TenantId; slug: string; name: string; locale: string; isDemo: boolean };
/** Everything a request of a signed-in person needs, from one statement. */
export type MemberGate = {
  user: GateUser;
  tenant: GateTenant;
  actor: MemberActor;
  /** What they read: their own, or their business's. */
  locale: Locale;
};

type GateRow = Omit<MemberRow, "member_id"> & {
  member_id: string | null;
  email: string;
  theme: string;
  locale: string | null;
  is_stale: boolean;
  tenant_id: string;
  tenant_slug: string;
  tenant_name: string;
  tenant_locale: string;
  is_demo: boolean;
};

const MEMBER_GATE = statement<GateRow>(
  "member_gate",
  `select u.email, u.theme, u.locale, s.last_seen_at < now() - interval '5 minutes' as is_stale,
          t.id as tenant_id, t.slug as tenant_slug, t.name as tenant_name, t.locale as tenant_locale,
          t.is_demo, ${MEMBER_COLUMNS}
     from session s
     join "user" u on u.id = s.user_id
     left join (member m join tenant t on t.id = m.tenant_id)
       on m.user_id = u.id and m.deactivated_at is null and t.slug = $3
    where s.id = $1::uuid and s.user_id = $2::uuid and s.revoked_at is null and s.expires_at > now()`,
);

/**
 * Loads the member behind a session claim in the tenant of that slug. Throws "unauthenticated" when the session has
 * ended, and "not_found" alike for a tenant that does not exist and for one the user is no member of.
 */
export async function loadMemberGate(db: Db, claim: SessionClaim, slug: string): Promise<MemberGate> {
  const [row] = await db.sql(MEMBER_GATE, [claim.sessionId, claim.userId, slug]);
  if (!row) throw signInFirst();
  if (row.is_stale) touchSession(db, claim.sessionId);
  const { member_id } = row;
  if (!member_id) throw new AppError("not_found", "There is no such business among yours.");
  return {
    user: { id: row.user_id, name: row.user_name, email: row.email, theme: row.theme, locale: row.locale },
    tenant: {
      id: mintTenantId(row.tenant_id),
      slug: row.tenant_slug,
      name: row.tenant_name,
      locale: row.tenant_locale,
      isDemo: row.is_demo,
    },
    actor: toMemberActor({ ...row, member_id }, claim.sessionId),
    locale: chooseLocale(row.locale, row.tenant_locale),
  };
}

export function signInFirst(): AppError {
  return new AppError("unauthenticated", "You are signed out. Sign in to go on.");
}

/**
 * The session gate for an edge outside tRPC: cookie and `x-parley-tenant` header in, a member's ctx out. Throws
 * AppError("unauthenticated" | "not_found"). The caller still names its permission.
 */
export async function requireMemberCtx(headers: Headers): Promise<MemberCtx & RequestMeta & MemberGate> {
  const claim = await readSessionClaim(headers.get("cookie"));
  if (!claim) throw signInFirst();
  const gate = await loadMemberGate(runtime().db, claim, headers.get("x-parley-tenant") ?? "");
  return { ...requestMeta(headers), ...gate, tenantId: gate.tenant.id };
}
