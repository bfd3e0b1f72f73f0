import { randomBytes } from "node:crypto";
import { z } from "zod";
import { WebSettings } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { readToken, sha256Hex, signToken } from "../../infra/signing";
import { checkIdentityHash } from "../inboxes/identity-secret";
import { VisitorHandle } from "../messages/visitor-schema";
import { chatEnded } from "./commands";
import { userHash } from "./join";
import { VisitorUser } from "./schema";
import type { VisitorClaims } from "./token";

/** From the press to the window that asks for it. */
const TICKET_MS = 60_000;
/** A working day's worth of one window; whoever comes back to the website has it opened anew. */
const PASS_MS = 8 * 3_600_000;
const TICKET = "widget.ticket";
const PASS = "widget.pass";

/** `o`: the website it was asked on. */
const Ticket = z.object({ t: z.uuid(), d: z.uuid(), n: z.string(), o: z.string(), e: z.number() });
/** `i`: when it was made, in Unix milliseconds. */
const Pass = z.object({ t: z.uuid(), d: z.uuid(), i: z.number() });

const WEBSITE = statement<{ settings: unknown }>(
  "visitor_popout_website",
  "select settings from inbox where tenant_id = $1::uuid and id = $2::uuid and channel = 'web' and disabled_at is null",
);
const LEAVE = statement<{ id: string }>(
  "visitor_popout_leave",
  `update identity set data = data || jsonb_build_object('ticket', $3::text)
   where tenant_id = $1::uuid and id = $2::uuid and revoked_at is null returning id`,
);
const TAKE = statement<{ id: string }>(
  "visitor_popout_take",
  `update identity i set data = i.data - 'ticket' from inbox b
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.data ->> 'ticket' = $3::text and i.revoked_at is null
     and b.id = i.inbox_id and b.public_id = $4::text returning i.id`,
);
/** Not after the person has left, nor when a secret that users are proved by was ended meanwhile. */
const WORN = statement<{ external_id: string; origin: string | null; settings: unknown }>(
  "visitor_popout_worn",
  `select i.external_id, i.data ->> 'origin' as origin, b.settings from identity i join inbox b on b.id = i.inbox_id
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.revoked_at is null and b.public_id = $3::text
     and coalesce((i.data ->> 'leftAt')::float8, 0) < $4::float8
     and not exists (select 1 from identity_secret s where s.tenant_id = i.tenant_id and s.inbox_id = i.inbox_id
       and s.ends_at between to_timestamp($4::float8 / 1000) and now())`,
);
const CLOSE = statement<never>(
  "visitor_popout_close",
  `update identity set data = data - 'ticket' || jsonb_build_object('leftAt', $3::float8)
   where tenant_id = $1::uuid and id = $2::uuid`,
);

/** What only the page has, and no token that leaked from it: the visitor's handle, or the proof of its user. */
export const LeavePage = z.object({
  handle: VisitorHandle.optional(),
  user: VisitorUser.optional().catch(undefined),
});
export type LeavePage = z.infer<typeof LeavePage>;

/**
 * For somebody who has written: a ticket by which the window that the page has opened, and only the first that comes with it
 * within a minute, is theirs. Null for everybody else. Throws forbidden where it is switched off, unauthenticated for a token
 * without what it was made for.
 */
export async function leaveForWindow(
  claims: VisitorClaims,
  proof: LeavePage,
): Promise<{ ticket: string | null }> {
  const { db, secrets } = runtime();
  const { tenantId, inboxId, identityId } = claims;
  const [website] = await db.sql(WEBSITE, [tenantId, inboxId]);
  if (!website) throw chatEnded();
  if (!WebSettings.parse(website.settings).features.popout)
    throw new AppError("forbidden", "This chat stays on its page.");
  if (!identityId) return { ticket: null };
  if (!(await isTheirs(claims, proof))) throw chatEnded();
  const nonce = randomBytes(16).toString("base64url");
  const [left] = await db.sql(LEAVE, [tenantId, identityId, sha256Hex(nonce)]);
  if (!left) throw chatEnded();
  const bound = { t: tenantId, d: identityId, n: nonce, o: claims.pageOrigin ?? claims.origin };
  const ticket = { ...bound, e: Date.now() + TICKET_MS } satisfies z.input<typeof Ticket>;
  return { ticket: signToken(secrets.appSecret, TICKET, ticket) };
}

/**
 * A pass outlives the token it was asked with, so that it takes what a new token takes. A proved user has no handle: the page
 * proves the user once more, as for a new token, and the pass ends with the secret that this is proved by (WORN).
 */
async function isTheirs(claims: VisitorClaims, { handle, user }: LeavePage): Promise<boolean> {
  if (handle && sha256Hex(handle) === claims.handleHash) return true;
  if (!user?.id || !user.hash || userHash(user.id) !== claims.handleHash) return false;
  const { id, hash } = user;
  return (await checkIdentityHash(runtime().db.sql, claims, { id, hash })) === "right";
}

/** `from`: the website whose page gave the ticket to the window, as the browser says. */
export const TakeTicket = z.object({
  inbox: z.string().max(64),
  ticket: z.string().max(1000),
  from: z.string().max(300),
});
export type TakeTicket = z.infer<typeof TakeTicket>;

/** What the window keeps in a handle's place, once for a ticket. Good on our own pages only. Throws unauthenticated. */
export async function arriveInWindow({ inbox, ticket, from }: TakeTicket): Promise<{ handle: string }> {
  const { db, secrets } = runtime();
  const read = Ticket.safeParse(readToken(secrets.appSecret, TICKET, ticket));
  if (!read.success || read.data.e < Date.now() || read.data.o !== from) throw chatEnded();
  const { t, d, n } = read.data;
  const [taken] = await db.sql(TAKE, [t, d, sha256Hex(n), inbox]);
  if (!taken) throw chatEnded();
  const pass = { t, d, i: Date.now() } satisfies z.input<typeof Pass>;
  return { handle: `w.${signToken(secrets.appSecret, PASS, pass)}` };
}

/** Whose window it is: what stands for their handle, and the website it was made on. Null for a pass that is worth nothing here. */
export async function wornBy(
  sql: Sql,
  handle: string,
  at: { publicId: string; origin: string; ownOrigins: readonly string[] },
): Promise<{ externalId: string; origin: string } | null> {
  const read = Pass.safeParse(readToken(runtime().secrets.appSecret, PASS, handle.slice(2)));
  if (!read.success || read.data.i + PASS_MS < Date.now() || !at.ownOrigins.includes(at.origin)) return null;
  const { t, d, i } = read.data;
  const [worn] = await sql(WORN, [t, d, at.publicId, i]);
  if (!worn || !WebSettings.parse(worn.settings).features.popout) return null;
  return { externalId: worn.external_id, origin: worn.origin ?? at.origin };
}

/** The visitor has left the website's page: every window of theirs is worthless from its next token on. */
export async function closeWindows({ tenantId, identityId }: VisitorClaims): Promise<void> {
  if (identityId) await runtime().db.sql(CLOSE, [tenantId, identityId, Date.now()]);
}

export function isPass(handle: string): boolean {
  return handle.startsWith("w.");
}

const SHOWN = statement<{ name: string; settings: unknown }>(
  "visitor_window_inbox",
  `select t.name, b.settings from inbox b join tenant t on t.id = b.tenant_id
   where b.public_id = $1::text and b.channel = 'web' and b.disabled_at is null`,
);

/** What the page around such a window needs to know; null where there is none. */
export async function findWindow(publicId: string): Promise<{ tenantName: string; colour: string } | null> {
  const [row] = await runtime().db.sql(SHOWN, [publicId]);
  if (!row) return null;
  const { features, colour } = WebSettings.parse(row.settings);
  return features.popout ? { tenantName: row.name, colour } : null;
}
