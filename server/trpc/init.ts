import { initTRPC } from "@trpc/server";
import { AppError } from "../core/errors";
import type { Permission } from "../core/permissions";
import { runtime } from "../infra/runtime";
import { signInFirst } from "../modules/tenants/gate";
import type { RequestContext } from "./context";
import { describeError } from "./errors";
import { refuseUnstorableText } from "./text";

/**
 * Who may call a procedure: everyone, whoever is signed in, any member, or a member with the permission (any one of
 * the list is enough).
 */
export type ProcedureMeta = {
  access: "public" | "user" | "member" | "tenant";
  permission?: Permission | readonly Permission[];
};

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const { code, httpStatus, message, ...details } = describeError(error, ctx?.traceId ?? "");
      return { ...shape, message, data: { code, httpStatus, path: shape.data.path, ...details } };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const base = t.procedure.use(async ({ getRawInput, next }) => {
  refuseUnstorableText(await getRawInput());
  return next();
});

/** Open to everyone: brute-force limits are the command's own. */
export const publicProcedure = base.meta({ access: "public" });

/** For whoever is signed in, in no tenant: `ctx.session` is the person and their session. */
export const userProcedure = base.meta({ access: "user" }).use(async ({ ctx, next }) => {
  const session = await ctx.findSignedIn();
  if (!session) throw signInFirst();
  return next({ ctx: { session } });
});

/** For a member of the tenant who holds the permission (any of them, when several). `ctx` is a MemberCtx. */
export function tenantProcedure(permission: Permission | readonly Permission[]) {
  return base.meta({ access: "tenant", permission }).use(async ({ ctx, path, next }) => {
    const { user, tenant, actor } = await ctx.member();
    if (!holdsAny(actor.permissions, permission)) {
      const refused = {
        tenantId: tenant.id,
        traceId: ctx.traceId,
        memberId: actor.memberId,
        path,
        permission,
      };
      runtime().log.warn(refused, "a member was refused for want of a permission");
      throw lacking(permission);
    }
    return next({ ctx: { user, tenant, actor, tenantId: tenant.id } });
  });
}

/** For any active member of the tenant, whatever the role: what everybody may know of their own place. */
export const memberProcedure = base.meta({ access: "member" }).use(async ({ ctx, next }) => {
  const { user, tenant, actor } = await ctx.member();
  return next({ ctx: { user, tenant, actor, tenantId: tenant.id } });
});

function holdsAny(held: ReadonlySet<Permission>, wanted: Permission | readonly Permission[]): boolean {
  return [wanted].flat().some((permission) => held.has(permission as Permission));
}

function lacking(permission: Permission | readonly Permission[]): AppError {
  const [first = ""] = [permission].flat() as string[];
  return new AppError(
    "forbidden",
    `Your role does not include “${first.replaceAll("_", " ")}”. Ask an administrator for it.`,
    { permission: first },
  );
}
