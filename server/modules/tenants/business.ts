import type { MemberCtx } from "../../core/ctx";
import type { TenantId } from "../../core/ids";
import { chooseLocale } from "../../core/locales";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { type Business, TenantSettings, type UpdateBusiness } from "./schema";

type Row = { name: string; locale: string; time_zone: string; agents_see_queue: boolean; settings: unknown };
const COLUMNS = "name, locale, time_zone, agents_see_queue, settings";
const BUSINESS = statement<Row>("business", `select ${COLUMNS} from tenant where id = $1::uuid`);
const BUSINESS_LOCK = statement<Row>(
  "business_lock",
  `select ${COLUMNS} from tenant where id = $1::uuid for no key update`,
);

/** What holds for the whole business: its name, its language, its clock, its hours. */
export async function getBusiness(sql: Sql, tenantId: TenantId): Promise<Business> {
  const [row] = await sql(BUSINESS, [tenantId]);
  return toBusiness(row!);
}

function toBusiness(row: Row): Business {
  return {
    name: row.name,
    locale: chooseLocale(row.locale),
    timeZone: row.time_zone,
    agentsSeeQueue: row.agents_see_queue,
    ...TenantSettings.parse(row.settings),
  };
}

/** Changes what is named. Throws AppError("bad_request", field) for what cannot be. */
export async function updateBusiness(ctx: MemberCtx, input: UpdateBusiness): Promise<Business> {
  const { hours, autoResolve, ...columns } = input;
  return runtime().db.transaction(async (tx) => {
    const [row] = await tx.sql(BUSINESS_LOCK, [ctx.tenantId]);
    const before = toBusiness(row!);
    const settings = {
      ...(row!.settings as Record<string, unknown>),
      ...(hours && { hours }),
      ...(autoResolve && { autoResolve }),
    };
    await tx.prisma.tenant.update({ where: { id: ctx.tenantId }, data: { ...columns, settings } });
    const target = { kind: "tenant", id: ctx.tenantId };
    await audit(tx, ctx, { action: "business.update", target, before, after: input });
    return { ...before, ...input };
  });
}
