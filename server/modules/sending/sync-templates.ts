import { type CallProvider, ProviderSilent } from "../../channels/outbound";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { type OpenConnection, openConnection } from "../inboxes/connection";
import { listTemplates } from "../templates/queries";
import type { TemplatePage, TemplatesOf } from "../templates/schema";
import { forgetMissing, putTemplates } from "../templates/store";
import { tellReferenceNow } from "../tenants/live";
import { callerOf } from "./call";

const TIMEOUT_MS = 60_000;
/** Meta allows 6,000 templates to an account. */
const MAX_PAGES = 100;

const NOTE = statement<never>(
  "templates_note_sync",
  `insert into inbox_health (inbox_id, tenant_id, templates_at, templates_problem)
   values ($2::uuid, $1::uuid, case when $3::text is null then now() end, $3::text)
   on conflict (inbox_id) do update set templates_problem = excluded.templates_problem,
     templates_at = coalesce(excluded.templates_at, inbox_health.templates_at)`,
);

/**
 * Asks the provider for all templates now and answers the first page of them; where it says nothing, `problem` says why and
 * those that are kept stay. Throws not_found for an inbox without templates.
 */
export async function syncTemplates(ctx: MemberCtx, { inboxId }: TemplatesOf): Promise<TemplatePage> {
  const { sql } = runtime().db;
  const open = await openConnection(sql, ctx.tenantId, inboxId);
  if (!open.wire.listTemplates) throw new AppError("not_found", "This channel has no templates.");
  await bringTemplates(sql, ctx.tenantId, open, AbortSignal.timeout(TIMEOUT_MS));
  return listTemplates(ctx, { inboxId, limit: 50 });
}

/** Brings an inbox's templates up to date, page by page; what the provider no longer lists goes. Answers why it could not. */
export async function bringTemplates(
  sql: Sql,
  tenantId: string,
  open: OpenConnection,
  signal: AbortSignal,
): Promise<string | null> {
  const { inboxId } = open;
  const problem = await takePages(
    sql,
    { tenantId, inboxId },
    open,
    callerOf(open.wire, open.credentials, signal),
  );
  await sql(NOTE, [tenantId, inboxId, problem]);
  tellReferenceNow({ tenantId }, "templates");
  return problem;
}

async function takePages(
  sql: Sql,
  place: { tenantId: string; inboxId: string },
  { wire, credentials: kept }: OpenConnection,
  call: CallProvider,
): Promise<string | null> {
  const since = new Date();
  const credentials = wire.credentials.parse(kept);
  let cursor: string | null = null;
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await wire.listTemplates!({ credentials, cursor, call });
      if (answer.type === "failed") return `${answer.failure.reason} ${answer.failure.fix}`;
      await putTemplates(sql, place, answer.templates, since);
      // A provider that hands out the same cursor for ever is not followed.
      if (!answer.next || answer.next === cursor) break;
      cursor = answer.next;
    }
  } catch (error) {
    if (error instanceof ProviderSilent)
      return "The provider did not answer. The templates are as they were last.";
    throw error;
  }
  await forgetMissing(sql, place, since);
  return null;
}
