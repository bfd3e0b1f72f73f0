import { randomBytes } from "node:crypto";
import { z } from "zod";
import { WebSettings } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { readToken, sha256Hex, signToken } from "../../infra/signing";
import { chatEnded } from "./commands";
import type { VisitorClaims } from "./token";

/** From the press to the window that opens by it. */
const TICKET_MS = 60_000;
/** As long as the window is likely to be come back to. */
const PASS_MS = 30 * 86_400_000;
const TICKET = "widget.ticket";
const PASS = "widget.pass";

const Ticket = z.object({ t: z.uuid(), d: z.uuid(), n: z.string(), e: z.number() });
const Pass = z.object({ t: z.uuid(), d: z.uuid(), e: z.number() });

const WEBSITE = statement<{ public_id: string; settings: unknown }>(
  "visitor_popout_website",
  "select public_id, settings from inbox where tenant_id = $1::uuid and id = $2::uuid and channel = 'web' and disabled_at is null",
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
const WORN = statement<{ external_id: string; origin: string | null }>(
  "visitor_popout_worn",
  `select i.external_id, i.data ->> 'origin' as origin from identity i join inbox b on b.id = i.inbox_id
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.revoked_at is null and b.public_id = $3::text`,
);

/**
 * Where the chat opens in a window of its own. For somebody who has written the address carries a ticket by which that window,
 * and only the first that comes with it within a minute, is theirs. Throws forbidden where it is switched off.
 */
export async function leaveForWindow(claims: VisitorClaims): Promise<{ path: string }> {
  const { db, secrets } = runtime();
  const { tenantId, inboxId, identityId } = claims;
  const [website] = await db.sql(WEBSITE, [tenantId, inboxId]);
  if (!website) throw chatEnded();
  if (!WebSettings.parse(website.settings).features.popout)
    throw new AppError("forbidden", "This chat stays on its page.");
  const path = `/chat/${website.public_id}`;
  if (!identityId) return { path };
  const nonce = randomBytes(16).toString("base64url");
  const [left] = await db.sql(LEAVE, [tenantId, identityId, sha256Hex(nonce)]);
  if (!left) throw chatEnded();
  const ticket = { t: tenantId, d: identityId, n: nonce, e: Date.now() + TICKET_MS };
  return { path: `${path}#${signToken(secrets.appSecret, TICKET, ticket satisfies z.input<typeof Ticket>)}` };
}

export const TakeTicket = z.object({ inbox: z.string().max(64), ticket: z.string().max(1000) });
export type TakeTicket = z.infer<typeof TakeTicket>;

/** What the window keeps in a handle's place, once for a ticket. Good on our own pages only. Throws unauthenticated. */
export async function arriveInWindow({ inbox, ticket }: TakeTicket): Promise<{ handle: string }> {
  const { db, secrets } = runtime();
  const read = Ticket.safeParse(readToken(secrets.appSecret, TICKET, ticket));
  if (!read.success || read.data.e < Date.now()) throw chatEnded();
  const { t, d, n } = read.data;
  const [taken] = await db.sql(TAKE, [t, d, sha256Hex(n), inbox]);
  if (!taken) throw chatEnded();
  const pass = { t, d, e: Date.now() + PASS_MS } satisfies z.input<typeof Pass>;
  return { handle: `w.${signToken(secrets.appSecret, PASS, pass)}` };
}

/** Whose window it is: what stands for their handle, and the website it was made on. Null for a pass that is worth nothing here. */
export async function wornBy(
  sql: Sql,
  handle: string,
  at: { publicId: string; origin: string; ownOrigins: readonly string[] },
): Promise<{ externalId: string; origin: string } | null> {
  const read = Pass.safeParse(readToken(runtime().secrets.appSecret, PASS, handle.slice(2)));
  if (!read.success || read.data.e < Date.now() || !at.ownOrigins.includes(at.origin)) return null;
  const [worn] = await sql(WORN, [read.data.t, read.data.d, at.publicId]);
  return worn ? { externalId: worn.external_id, origin: worn.origin ?? at.origin } : null;
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
