import type { Permission } from "../../core/permissions";
import type { RealtimeClientConfig } from "../../infra/realtime/publisher";
import { runtime } from "../../infra/runtime";
import { getOwnPlace } from "../../modules/tenants/own-place";
import { getTenantFacts, listOwnTenants } from "../../modules/tenants/queries";
import type { OwnPlace } from "../../modules/tenants/schema";
import { memberProcedure, router } from "../init";

/** Who is at work where, and how the browser connects. */
export type Me = {
  user: { id: string; name: string; email: string; theme: string; locale: string | null };
  tenant: {
    id: string;
    slug: string;
    name: string;
    locale: string;
    isDemo: boolean;
    timeZone: string;
    isNew: boolean;
  };
  member: { id: string; role: string; permissions: Permission[] } & OwnPlace;
  tenants: { slug: string; name: string }[];
  realtime: RealtimeClientConfig;
  env: "development" | "staging" | "production";
};

export const session = router({
  me: memberProcedure.query(async ({ ctx }): Promise<Me> => {
    const { env, realtime, db } = runtime();
    return {
      user: ctx.user,
      tenant: { ...ctx.tenant, ...(await getTenantFacts(db, ctx.tenantId)) },
      member: {
        id: ctx.actor.memberId,
        role: ctx.actor.role,
        permissions: [...ctx.actor.permissions],
        ...(await getOwnPlace(ctx)),
      },
      tenants: await listOwnTenants(db, ctx.actor.userId),
      realtime: realtime.clientConfig,
      env: env.PARLEY_ENV ?? "development",
    };
  }),
});
