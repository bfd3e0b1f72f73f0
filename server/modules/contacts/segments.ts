import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellReference } from "../tenants/live";
import { refuseUnlessShareable } from "../tenants/sharing";
import { listDefinitions } from "./definitions";
import {
  CONTACT_SORTS,
  ContactFilter,
  type SegmentDto,
  type SegmentInput,
  type UpdateSegment,
} from "./filter";
import { filterSql } from "./filter-sql";

const SUBJECT = "contact";
const MAX_OWN = 200;

/** One's own segments and those shared with one's teams or with everybody. */
export async function listSegments(ctx: MemberCtx): Promise<SegmentDto[]> {
  const { memberId } = ctx.actor;
  const rows = await runtime().db.prisma.savedView.findMany({
    where: {
      tenantId: ctx.tenantId,
      subject: SUBJECT,
      OR: [
        { ownerId: memberId },
        { sharedWith: "tenant" },
        { sharedWith: "team", team: { members: { some: { memberId } } } },
      ],
    },
    orderBy: [{ position: "asc" }, { name: "asc" }],
    take: 500,
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    filter: ContactFilter.catch({ join: "and", groups: [] }).parse(row.filter),
    ...readSort(row.sort),
    sharedWith: row.sharedWith as SegmentDto["sharedWith"],
    teamId: row.teamId,
    isOwn: row.ownerId === memberId,
  }));
}

/** "name" is ascending, "-name" descending. */
function readSort(sort: string | null): Pick<SegmentDto, "sort" | "isDescending"> {
  const name = CONTACT_SORTS.find((one) => one === sort?.replace(/^-/, "")) ?? "lastActivityAt";
  return { sort: name, isDescending: sort ? sort.startsWith("-") : true };
}

const writeSort = (input: SegmentInput) => `${input.isDescending ? "-" : ""}${input.sort}`;

/** Throws bad_request for a filter that makes no sense, forbidden for sharing without the right, conflict, not_found. */
export async function createSegment(ctx: MemberCtx, input: SegmentInput): Promise<{ id: string }> {
  const own = { tenantId: ctx.tenantId, subject: SUBJECT, ownerId: ctx.actor.memberId };
  const id = newId();
  await runtime().db.transaction(async (tx) => {
    await check(tx, ctx, input);
    if ((await tx.prisma.savedView.count({ where: own })) >= MAX_OWN) {
      throw new AppError("conflict", `You have ${MAX_OWN} segments. Delete one first.`);
    }
    await tx.prisma.savedView.create({ data: { id, ...own, ...stored(input) } });
    await tell(tx, ctx, "create", id, { after: told(input) });
  });
  return { id };
}

/** One's own; a shared one also by whoever may share. Throws as createSegment. */
export async function updateSegment(ctx: MemberCtx, input: UpdateSegment): Promise<void> {
  const before = await getChangeable(ctx, input.segmentId);
  await runtime().db.transaction(async (tx) => {
    const isSharedAnew = input.sharedWith !== before.sharedWith || input.teamId !== before.teamId;
    await check(tx, ctx, isSharedAnew ? input : { ...input, sharedWith: "private" });
    await tx.prisma.savedView.updateMany({
      where: { tenantId: ctx.tenantId, id: input.segmentId, subject: SUBJECT },
      data: { ...stored(input), updatedAt: new Date() },
    });
    await tell(tx, ctx, "update", input.segmentId, { before: told(before), after: told(input) });
  });
}

export async function deleteSegment(ctx: MemberCtx, segmentId: string): Promise<void> {
  const before = await getChangeable(ctx, segmentId);
  await runtime().db.transaction(async (tx) => {
    await tx.prisma.savedView.deleteMany({
      where: { tenantId: ctx.tenantId, id: segmentId, subject: SUBJECT },
    });
    await tell(tx, ctx, "delete", segmentId, { before: told(before) });
  });
}

type Told = Pick<SegmentInput, "name" | "sharedWith" | "teamId">;
const told = ({ name, sharedWith, teamId }: Told): Told => ({ name, sharedWith, teamId });

/** Written down, and told to whoever may have had it or has it now. */
async function tell(
  tx: Tx,
  ctx: MemberCtx,
  act: "create" | "update" | "delete",
  id: string,
  what: { before?: Told; after?: Told },
): Promise<void> {
  await audit(tx, ctx, { action: `segment.${act}`, target: { kind: "saved_view", id }, ...what });
  const isOwn = [what.before, what.after].every((one) => !one || one.sharedWith === "private");
  tellReference(tx, ctx, "segments", isOwn ? ctx.actor.memberId : undefined);
}

function stored(input: SegmentInput) {
  const { name, filter, sharedWith } = input;
  return {
    name,
    filter,
    sharedWith,
    sort: writeSort(input),
    teamId: sharedWith === "team" ? input.teamId : null,
  };
}

async function check(tx: Tx, ctx: MemberCtx, input: SegmentInput): Promise<void> {
  filterSql(input.filter, await listDefinitions(tx.sql, ctx, "contact"), () => "$1");
  await refuseUnlessShareable(tx, ctx, input, "a segment");
}

async function getChangeable(ctx: MemberCtx, id: string): Promise<SegmentDto> {
  const view = (await listSegments(ctx)).find((segment) => segment.id === id);
  if (!view) throw new AppError("not_found", "This segment is not here any more.");
  if (!view.isOwn && !can(ctx.actor, "settings_account")) {
    throw new AppError("forbidden", "Somebody else keeps this segment. Save your own copy instead.", {
      permission: "settings_account",
    });
  }
  return view;
}
