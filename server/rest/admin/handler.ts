import { z } from "zod";
import { can } from "../../core/ctx";
import { AppError } from "../../core/errors";
import type { Permission } from "../../core/permissions";
import { textResponse } from "../../infra/node-http/light-response";
import { requestMeta } from "../../infra/request";
import { PairingOf } from "../../modules/pairing/schema";
import { getPairingStatus } from "../../modules/pairing/status";
import { listOutbox } from "../../modules/sending/outbox";
import { ListOutbox } from "../../modules/sending/schema";
import { requireMemberCtx } from "../../modules/tenants/gate";
import { READ_OUTBOX, WRITE_OUTBOX } from "../../trpc/permission-sets";
import { json, refusal } from "../respond";

const Slug = z.string().min(1, "Say whose: tenantSlug is the business's short name").max(100);
const Query = ListOutbox.extend({
  tenantSlug: Slug,
  includePayload: z.enum(["0", "1"], "is 0 or 1").default("0"),
});

const PAIRING = /^\/api\/v1\/admin\/inboxes\/([^/]+)\/pairing\/?$/;

/**
 * `GET /api/v1/admin/inboxes/<inboxId>/pairing?tenantSlug=` answers how the inbox's phone stands, as
 * server/modules/pairing/schema.ts has it. Needs channel_configure.
 */
async function answerPairing(request: Request, inboxId: string, query: URLSearchParams): Promise<Response> {
  if (request.method !== "GET") return textResponse("", 405, { allow: "GET" });
  const input = PairingOf.extend({ tenantSlug: Slug }).parse({ inboxId, ...Object.fromEntries(query) });
  const headers = new Headers(request.headers);
  headers.set("x-parley-tenant", input.tenantSlug);
  const ctx = await requireMemberCtx(headers);
  if (!can(ctx.actor, "channel_configure"))
    throw new AppError("forbidden", "Your role does not include setting up inboxes.", {
      permission: "channel_configure",
    });
  return json(await getPairingStatus(ctx, { inboxId: input.inboxId }));
}

/**
 * `GET /api/v1/admin/outbox?tenantSlug=&status=&limit=&includePayload=0|1&cursor=` answers `{ items, nextCursor }`, newest
 * first. Reading needs one of READ_OUTBOX, what the entries hold needs WRITE_OUTBOX.
 */
export async function handleAdmin(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    const { pathname, searchParams } = new URL(request.url);
    const [, inboxId] = PAIRING.exec(pathname) ?? [];
    if (inboxId) return await answerPairing(request, inboxId, searchParams);
    if (!/^\/api\/v1\/admin\/outbox\/?$/.test(pathname))
      throw new AppError("not_found", "There is nothing under this address.");
    if (request.method !== "GET") return textResponse("", 405, { allow: "GET" });
    const given = [...searchParams].filter(([, value]) => value !== "");
    const { tenantSlug, includePayload, ...input } = Query.parse(Object.fromEntries(given));
    const headers = new Headers(request.headers);
    headers.set("x-parley-tenant", tenantSlug);
    const ctx = await requireMemberCtx(headers);
    const wanted = includePayload === "1";
    const needed: readonly Permission[] = wanted ? [WRITE_OUTBOX] : READ_OUTBOX;
    if (!needed.some((permission) => can(ctx.actor, permission)))
      throw new AppError("forbidden", lacking(wanted), { permission: needed[0]! });
    return json(await listOutbox(ctx, { ...input, includePayload: wanted }));
  } catch (error) {
    return refusal(error, meta);
  }
}

function lacking(wantsPayload: boolean): string {
  return wantsPayload
    ? "What the entries hold is for those who may change them (admin:write). Ask without includePayload=1."
    : "Your role does not include looking at the outbox (admin:read). Ask an administrator for it.";
}
