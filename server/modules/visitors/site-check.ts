import { WebSettings } from "../../channels/web/settings";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { createGuardedFetch, type GuardedAnswer, GuardedError } from "../../infra/http/guarded";
import { runtime } from "../../infra/runtime";
import { policyAllows, readPage } from "./page-policy";
import type { CheckSite } from "./schema";

/** What keeps the chat from a page; `values` go into the words for it. Empty: nothing does. */
export type SiteProblem = {
  code:
    | "unreachable"
    | "status"
    | "noPage"
    | "noScript"
    | "otherInbox"
    | "otherServer"
    | "insecure"
    | "originRefused"
    | "scriptForbidden"
    | "connectForbidden"
    | "inboxOff";
  values: Record<string, string>;
};
export type SiteChecked = {
  /** Where the address led to. */
  url: string;
  problems: SiteProblem[];
  /** When a visitor who has written was last on that website, ISO 8601. */
  lastSeen: string | null;
};

const MAX_BYTES = 512 * 1024;
const WEBSITE = statement<{ public_id: string; settings: unknown; is_off: boolean }>(
  "visitor_site",
  `select public_id, settings, disabled_at is not null as is_off from inbox
   where tenant_id = $1::uuid and id = $2::uuid and channel = 'web'`,
);
const LAST_SEEN = statement<{ at: Date | null }>(
  "visitor_site_seen",
  `select max(v.visited_at) as at from page_visit v where v.tenant_id = $1::uuid and starts_with(v.url, $3::text || '/')
     and exists (select 1 from identity i where i.tenant_id = v.tenant_id and i.contact_id = v.contact_id and i.inbox_id = $2::uuid)`,
);

/**
 * Looks at a page of the business's as a browser that runs no scripts would, and says what keeps the chat from it. Reaches no
 * private address, follows three redirects, reads 512 KB for 10 seconds at most. Throws not_found for what is no website of theirs.
 */
export async function checkSite(ctx: MemberCtx, { inboxId, url }: CheckSite): Promise<SiteChecked> {
  const { db, env, appUrl, limiter } = runtime();
  const [site] = await db.sql(WEBSITE, [ctx.tenantId, inboxId]);
  if (!site) throw new AppError("not_found", "There is no such website.");
  await limiter.enforce("site-check.tenant", ctx.tenantId);
  const off: SiteProblem[] = site.is_off ? [{ code: "inboxOff", values: {} }] : [];
  // Any tenant may ask, and is told what answers: the operator's own network is none of theirs.
  const privateHosts = env.PARLEY_ENV === "production" ? [] : env.PARLEY_PRIVATE_HOSTS;
  const fetch = createGuardedFetch({ privateHosts });
  let answer: GuardedAnswer;
  let html: string;
  try {
    const headers = { accept: "text/html", "user-agent": "Mozilla/5.0 (compatible; Parley site check)" };
    answer = await fetch(url, { headers, timeoutMs: 10_000, maxBytes: Number.POSITIVE_INFINITY });
    html = await readStart(answer);
  } catch (error) {
    const reason = error instanceof GuardedError ? error.message : "The connection broke off.";
    return { url, problems: [...off, { code: "unreachable", values: { reason } }], lastSeen: null };
  }
  const { origin } = new URL(answer.url);
  const ownOrigin = new URL(appUrl).origin;
  const problems = [...off, ...problemsOf({ answer, html, ownOrigin, publicId: site.public_id })];
  const { allowedOrigins } = WebSettings.parse(site.settings);
  if (allowedOrigins.length && origin !== ownOrigin && !allowedOrigins.includes(origin))
    problems.push({ code: "originRefused", values: { origin } });
  const [seen] = await db.sql(LAST_SEEN, [ctx.tenantId, inboxId, origin]);
  return { url: answer.url, problems, lastSeen: seen?.at?.toISOString() ?? null };
}

/** As much of a page as is looked at; the rest is not fetched. */
async function readStart({ body }: GuardedAnswer): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes >= MAX_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_BYTES).toString("utf8");
}

/** What the page itself shows, the first cause first. */
export function problemsOf(given: {
  answer: Pick<GuardedAnswer, "status" | "headers" | "url">;
  html: string;
  ownOrigin: string;
  publicId: string;
}): SiteProblem[] {
  const { answer, html, ownOrigin, publicId } = given;
  if (answer.status < 200 || answer.status > 299)
    return [{ code: "status", values: { status: String(answer.status) } }];
  if (!/html/.test(answer.headers["content-type"] ?? "html")) return [{ code: "noPage", values: {} }];
  const page = readPage(html);
  const ours = page.scripts.filter(({ src = "" }) => /\/widget\.js(\?|$)/.test(src));
  const script = ours.find((one) => one["data-inbox"] === publicId) ?? ours[0];
  if (!script?.src || !URL.canParse(script.src, answer.url)) return [{ code: "noScript", values: {} }];
  const source = new URL(script.src, answer.url);
  const problems: SiteProblem[] = [];
  if (script["data-inbox"] !== publicId)
    problems.push({ code: "otherInbox", values: { found: script["data-inbox"] ?? "" } });
  if (source.host !== new URL(ownOrigin).host)
    problems.push({ code: "otherServer", values: { found: source.origin, wanted: ownOrigin } });
  if (source.protocol === "http:" && answer.url.startsWith("https:"))
    problems.push({ code: "insecure", values: {} });
  const header = answer.headers["content-security-policy"];
  const policies = [...[header ?? []].flat().flatMap((one) => one.split(",")), ...page.policies];
  const asked = { page: answer.url, nonce: script.nonce };
  const values = { origin: source.origin, socket: source.origin.replace(/^http/, "ws") };
  if (!policyAllows(policies, "script-src", { ...asked, url: source.href }))
    problems.push({ code: "scriptForbidden", values });
  const isHeard = [source.origin, values.socket].every((url) =>
    policyAllows(policies, "connect-src", { page: answer.url, url }),
  );
  if (!isHeard) problems.push({ code: "connectForbidden", values });
  return problems;
}
