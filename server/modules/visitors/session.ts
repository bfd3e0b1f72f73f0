import { type Features, type WebLook, WebSettings, type WidgetLocale } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import { isOpen, nextOpening } from "../../core/hours";
import { mintTenantId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { sha256Hex } from "../../infra/signing";
import { InboxWorkflow } from "../inboxes/schema";
import { TenantSettings } from "../tenants/schema";
import { fillDetails } from "./details";
import { offered } from "./features";
import { type Identified, identifyVisitor } from "./identify";
import { userHash } from "./join";
import { OPEN, type OpenRow, type VisitorAgent, type VisitorListed } from "./open-row";
import { isPass, wornBy } from "./popout";
import { type AskedForm, formFor } from "./pre-chat";
import { replyMinutes } from "./reply-time";
import type { VisitorUser } from "./schema";
import { wholeTexts } from "./texts";
import { mintVisitorToken } from "./token";

/** `backAt` in Unix milliseconds while it is closed; null also when nobody has said when. */
export type VisitorAvailability = { isOpen: boolean; backAt: number | null; replyMinutes: number | null };

export type OpenedSession = {
  token: string;
  expiresAt: number;
  identityId: string | null;
  isStale: boolean;
  user: { id: string } | null;
  problem: string | null;
  inbox: {
    name: string;
    tenantName: string;
    colour: string;
    greeting: string;
    look: WebLook;
    /** The language asked for, or the inbox's own. */
    locale: WidgetLocale;
    /** The business's own words in that language, by key. */
    texts: Record<string, unknown>;
  };
  features: Features;
  form: AskedForm | null;
  agents: VisitorAgent[];
  availability: VisitorAvailability;
  conversations: VisitorListed[];
  conversation: OpenRow["conversation"];
};

type Opening = {
  publicId: string;
  /** The conversation to open, which may not have begun; without it the newest. */
  conversationId?: string;
  handle?: string;
  user?: VisitorUser;
  /** What the page or the browser asks for, as far as the widget speaks it. */
  locale?: WidgetLocale;
  origin: string;
  ownOrigins: readonly string[];
  /** The website that the handle belongs to, in a window of our own. */
  handleOrigin?: string;
  traceId: string;
};

/**
 * Opens a visitor's session on a website inbox. Writes nothing for somebody who has not written. Throws not_found for an
 * unknown inbox, forbidden for an origin that the inbox does not allow.
 */
export async function openVisitorSession(input: Opening): Promise<OpenedSession> {
  const { publicId, origin, traceId } = input;
  const refuseForeign = (settings: WebSettings) =>
    refuseForeignOrigin(origin, settings.allowedOrigins, input.ownOrigins);
  if (input.handle && isPass(input.handle)) return openWindowSession(input, input.handle);
  const handleHash = input.handle ? hashHandle(input.handle) : null;
  const given = input.user && { user: input.user, publicId, handleHash, origin, traceId, refuseForeign };
  const identified: Identified = given ? await identifyVisitor(given) : { user: null, problem: null };
  return openSessionAs(input, identified, handleHash);
}

async function openWindowSession(input: Opening, handle: string): Promise<OpenedSession> {
  const nobody: Identified = { user: null, problem: null };
  const worn = await wornBy(runtime().db.sql, handle, input);
  if (worn) return openSessionAs({ ...input, handleOrigin: worn.origin }, nobody, worn.externalId);
  return { ...(await openSessionAs(input, nobody, null)), isStale: true };
}

/** The session of somebody whose word has been weighed already; else as openVisitorSession. */
export async function openSessionAs(
  input: Omit<Opening, "handle" | "user">,
  { user, problem }: Identified,
  handleHash: string | null,
): Promise<OpenedSession> {
  const { db, secrets } = runtime();
  const { publicId, origin, traceId } = input;
  const externalId = user?.id ? userHash(user.id) : handleHash;
  const handleOrigin = input.handleOrigin ?? origin;
  const [row] = await db.sql(OPEN, [
    publicId,
    externalId,
    handleOrigin,
    handleHash,
    input.conversationId ?? null,
  ]);
  if (!row)
    throw new AppError("not_found", "There is no chat under this id. Copy the line from the settings again.");
  const settings = WebSettings.parse(row.settings);
  refuseForeignOrigin(origin, settings.allowedOrigins, input.ownOrigins);
  const { conversation, identity_id: identityId, contact_id: contactId } = row;
  const tenantId = mintTenantId(row.tenant_id);
  if (user && identityId) await fillDetails(db, { tenantId, identityId, user, traceId });
  const minted = mintVisitorToken(secrets.appSecret, {
    tenantId,
    inboxId: row.inbox_id,
    identityId,
    contactId,
    conversationId: conversation?.id ?? null,
    // Whoever has proved to be a user writes as that user from the first message on.
    handleHash: identityId || user?.id ? externalId : null,
    origin: handleOrigin,
    pageOrigin: input.handleOrigin && origin,
    user,
  });
  return {
    ...minted,
    identityId,
    isStale: row.is_stale,
    user: user?.id ? { id: user.id } : null,
    problem,
    inbox: {
      name: row.inbox_name,
      tenantName: row.tenant_name,
      colour: settings.colour,
      ...wordsOf(settings, input.locale),
      look: settings.look,
    },
    features: offered(settings.features),
    form: await formFor(db.sql, { tenantId, preChat: settings.preChat, contactId, user }),
    agents: row.agents,
    availability: {
      ...openingOf(row),
      replyMinutes: await replyMinutes(db.sql, tenantId, row.inbox_id),
    },
    conversations: row.conversations,
    conversation,
  };
}

/** A heading of the business's own counts in every language that has no other. */
function wordsOf({ greeting, language, texts }: WebSettings, asked: WidgetLocale | undefined) {
  const locale = asked ?? language;
  const own = texts[locale] ?? {};
  return { locale, texts: wholeTexts(locale, own), greeting: own.hello ?? greeting };
}

function openingOf(row: { workflow: unknown; tenant_settings: unknown; time_zone: string }) {
  const hours = InboxWorkflow.parse(row.workflow).hours ?? TenantSettings.parse(row.tenant_settings).hours;
  const now = new Date();
  if (isOpen(hours, row.time_zone, now)) return { isOpen: true, backAt: null };
  return { isOpen: false, backAt: nextOpening(hours, row.time_zone, now)?.getTime() ?? null };
}

const FORGET = statement<{ id: string }>(
  "visitor_forget",
  `with gone as (
     update identity i set revoked_at = now() from inbox b
     where b.public_id = $1::text and b.channel = 'web' and i.inbox_id = b.id and i.external_id = $2::text
       and i.revoked_at is null and coalesce(i.data ->> 'origin', $3::text) = $3::text returning i.id, i.tenant_id
   ), theirs as materialized (
     select c.id from conversation c join gone g on c.tenant_id = g.tenant_id and c.identity_id = g.id order by c.id for update of c
   ), left_alone as (
     update conversation c set identity_id = null, version = c.version + 1 from theirs t where c.id = t.id
   ) select id from gone`,
);

/**
 * Makes a handle worthless. What it opened stays with the team and has no reader any more: nothing of it is told on the
 * visitor's channel from here on, and tokens in use read no more of it. Says nothing of whether there was such a handle.
 */
export async function forgetVisitor(input: {
  publicId: string;
  handle: string;
  origin: string;
}): Promise<void> {
  await runtime().db.sql(FORGET, [input.publicId, hashHandle(input.handle), input.origin]);
}

/** What is stored of a handle. */
export function hashHandle(handle: string): string {
  return sha256Hex(handle);
}

export function refuseForeignOrigin(
  origin: string,
  allowed: readonly string[],
  own: readonly string[],
): void {
  if (allowed.length === 0 || own.includes(origin) || allowed.includes(origin)) return;
  throw new AppError(
    "forbidden",
    `This chat is not set up for ${origin || "this page"}. Its owner can add the address in the inbox's settings.`,
  );
}
