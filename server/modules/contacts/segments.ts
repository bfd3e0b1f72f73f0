import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
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
  await check(ctx, input);
  const { prisma } = runtime().db;
  const own = { tenantId: ctx.tenantId, subject: SUBJECT, ownerId: ctx.actor.memberId };
  if ((await prisma.savedView.count({ where: own })) >= MAX_OWN) {
    throw new AppError("conflict", `You have ${MAX_OWN} segments. Delete one first.`);
  }
  const id = newId();
  await prisma.savedView.create({ data: { id, ...own, ...stored(input) } });
  return { id };
}

/** One's own; a shared one also by whoever may share. Throws as createSegment. */
export async function updateSegment(ctx: MemberCtx, input: UpdateSegment): Promise<void> {
  await getChangeable(ctx, input.segmentId);
  await check(ctx, input);
  await runtime().db.prisma.savedView.updateMany({
    where: { tenantId: ctx.tenantId, id: input.segmentId, subject: SUBJECT },
    data: { ...stored(input), updatedAt: new Date() },
  });
}

export async function deleteSegment(ctx: MemberCtx, segmentId: string): Promise<void> {
  await getChangeable(ctx, segmentId);
  await runtime().db.prisma.savedView.deleteMany({
    where: { tenantId: ctx.tenantId, id: segmentId, subject: SUBJECT },
  });
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

async function check(ctx: MemberCtx, input: SegmentInput): Promise<void> {
  const { sql, prisma } = runtime().db;
  filterSql(input.filter, await listDefinitions(sql, ctx, "contact"), () => "$1");
  if (input.sharedWith !== "private" && !can(ctx.actor, "settings_account")) {
    throw new AppError("forbidden", "You may keep segments for yourself but not share them.", {
      permission: "settings_account",
    });
  }
  if (input.teamId === null) {
    if (input.sharedWith !== "team") return;
    throw new AppError("bad_request", "Choose the team.", { field: "teamId" });
  }
  const team = await prisma.team.findFirst({ where: { tenantId: ctx.tenantId, id: input.teamId } });
  if (!team) throw new AppError("not_found", "This team is not here any more.", { field: "teamId" });
}

async function getChangeable(ctx: MemberCtx, id: string): Promise<void> {
  const view = (await listSegments(ctx)).find((segment) => segment.id === id);
  if (!view) throw new AppError("not_found", "This segment is not here any more.");
  if (!view.isOwn && !can(ctx.actor, "settings_account")) {
    throw new AppError("forbidden", "Somebody else keeps this segment. Save your own copy instead.", {
      permission: "settings_account",
    });
  }
}
