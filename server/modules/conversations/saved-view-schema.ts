import { z } from "zod";
import { Line } from "../../core/text";
import { Filter } from "./filter-schema";
import { LISTED_STATUSES, type ListedStatus, SORTS, type Sort } from "./schema";

export const SHARINGS = ["private", "team", "tenant"] as const;
export type Sharing = (typeof SHARINGS)[number];

/** A list that a member has put together. Whoever it is shared with sees in it only what they may see anyway. */
export type SavedViewDto = {
  id: string;
  name: string;
  ownerId: string;
  sharedWith: Sharing;
  teamId: string | null;
  filter: Filter | null;
  status: ListedStatus;
  sort: Sort;
};

const fields = {
  name: Line(60).pipe(z.string().min(1, "Give the view a name.")),
  sharedWith: z.enum(SHARINGS),
  teamId: z.uuid().optional(),
  filter: Filter.nullable(),
  status: z.enum(LISTED_STATUSES),
  sort: z.enum(SORTS),
};
const hasItsTeam = (view: { sharedWith?: Sharing; teamId?: string }) =>
  (view.sharedWith === "team") === Boolean(view.teamId);
const WRONG_TEAM = { message: "A view shared with a team names the team.", path: ["teamId"] };

export const CreateSavedView = z.object(fields).refine(hasItsTeam, WRONG_TEAM);
export type CreateSavedView = z.infer<typeof CreateSavedView>;
export const UpdateSavedView = z
  .object({ viewId: z.uuid() })
  .extend(z.object(fields).partial().shape)
  .refine(hasItsTeam, WRONG_TEAM);
export type UpdateSavedView = z.infer<typeof UpdateSavedView>;
export const SavedViewId = z.object({ viewId: z.uuid() });
export type SavedViewId = z.infer<typeof SavedViewId>;
