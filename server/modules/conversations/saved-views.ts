import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellReference } from "../tenants/live";
import { refuseUnlessShareable } from "../tenants/sharing";
import { compileFilter } from "./filter-sql";
import type { CreateSavedView, SavedViewDto, UpdateSavedView } from "./saved-view-schema";

const COLUMNS = `v.id, v.name, v.owner_id as "ownerId", v.shared_with as "sharedWith", v.team_id as "teamId",
  v.filter -> 'filter' as filter, v.filter ->> 'status' as status, coalesce(v.sort, 'newest') as sort`;
/** One's own, the tenant's, and those of one's teams. */
const SHOWN = `v.tenant_id = $1::uuid and v.subject = 'conversation' and (v.owner_id = $2::uuid or v.shared_with = 'tenant'
  or (v.shared_with = 'team' and exists (
    select 1 from team_member tm where tm.team_id = v.team_id and tm.member_id = $2::uuid)))`;
const LIST = statement<SavedViewDto>(
  "saved_views_list",
  `select ${COLUMNS} from saved_view v where ${SHOWN} order by v.position, lower(v.name), v.id limit 1000`,
);
const ONE = statement<SavedViewDto>(
  "saved_view_get",
  `select ${COLUMNS} from saved_view v where ${SHOWN} and v.id = $3::uuid`,
);

export async function listSavedViews(sql: Sql, ctx: MemberCtx): Promise<SavedViewDto[]> {
  return sql(LIST, [ctx.tenantId, ctx.actor.memberId]);
}

/** Throws not_found for one that does not exist and for one that is not shared with the member, alike. */
export async function getSavedView(sql: Sql, ctx: MemberCtx, viewId: string): Promise<SavedViewDto> {
  const [view] = await sql(ONE, [ctx.tenantId, ctx.actor.memberId, viewId]);
  if (!view) throw new AppError("not_found", "This view is not here any more, or it is not shared with you.");
  return view;
}

/** Throws AppError: "forbidden" (sharing), "not_found" (team), "bad_request" (a field that is not there). */
export async function createSavedView(ctx: MemberCtx, input: CreateSavedView): Promise<SavedViewDto> {
  const id = newId();
  const { name, sharedWith, filter, status, sort } = input;
  const teamId = sharedWith === "team" ? (input.teamId ?? null) : null;
  await runtime().db.transaction(async (tx) => {
    if (filter) await compileFilter(tx.sql, ctx, filter, ctx.actor.memberId);
    await refuseUnlessShareable(tx, ctx, { sharedWith, teamId }, "a view");
    await tx.prisma.savedView.create({
      data: {
        id,
        tenantId: ctx.tenantId,
        subject: "conversation",
        name,
        ownerId: ctx.actor.memberId,
        sharedWith,
        teamId,
        filter: { filter: filter ?? null, status },
        sort,
      },
    });
    await tell(tx, ctx, "saved_view.create", id, { after: { name, sharedWith, teamId } });
  });
  return getSavedView(runtime().db.sql, ctx, id);
}

/** Its owner, and for one of everybody's whoever keeps the tenant's settings. Throws as createSavedView. */
export async function updateSavedView(ctx: MemberCtx, input: UpdateSavedView): Promise<SavedViewDto> {
  const { viewId, ...change } = input;
  await runtime().db.transaction(async (tx) => {
    const before = await lockOwn(tx, ctx, viewId);
    const after = { ...before, ...change };
    const teamId = after.sharedWith === "team" ? after.teamId : null;
    if (change.filter) await compileFilter(tx.sql, ctx, change.filter, ctx.actor.memberId);
    if (change.sharedWith)
      await refuseUnlessShareable(tx, ctx, { sharedWith: after.sharedWith, teamId }, "a view");
    await tx.prisma.savedView.updateMany({
      where: { tenantId: ctx.tenantId, id: viewId },
      data: {
        name: after.name,
        sharedWith: after.sharedWith,
        teamId,
        filter: { filter: after.filter ?? null, status: after.status },
        sort: after.sort,
      },
    });
    const told = ({ name, sharedWith }: SavedViewDto) => ({ name, sharedWith });
    await tell(tx, ctx, "saved_view.update", viewId, { before: told(before), after: told(after) });
  });
  return getSavedView(runtime().db.sql, ctx, viewId);
}

export async function deleteSavedView(ctx: MemberCtx, viewId: string): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const { name, sharedWith } = await lockOwn(tx, ctx, viewId);
    await tx.prisma.savedView.deleteMany({ where: { tenantId: ctx.tenantId, id: viewId } });
    await tell(tx, ctx, "saved_view.delete", viewId, { before: { name, sharedWith } });
  });
}

async function lockOwn(tx: Tx, ctx: MemberCtx, viewId: string): Promise<SavedViewDto> {
  const view = await getSavedView(tx.sql, ctx, viewId);
  if (view.ownerId === ctx.actor.memberId) return view;
  if (view.sharedWith !== "private" && can(ctx.actor, "settings_account")) return view;
  throw new AppError("forbidden", "Only whoever made this view may change it, or an administrator.", {
    permission: "settings_account",
  });
}

type Told = Pick<SavedViewDto, "name" | "sharedWith"> & { teamId?: string | null };

/** Written down, and told to whoever may have had it or has it now. */
async function tell(
  tx: Tx,
  ctx: MemberCtx,
  action: string,
  id: string,
  what: { before?: Told; after?: Told },
): Promise<void> {
  await audit(tx, ctx, { action, target: { kind: "saved_view", id }, ...what });
  const isOwn = [what.before, what.after].every((one) => !one || one.sharedWith === "private");
  tellReference(tx, ctx, "views", isOwn ? ctx.actor.memberId : undefined);
}
