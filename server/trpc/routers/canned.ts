import {
  copyCannedFiles,
  createCanned,
  deleteCanned,
  listCanned,
  updateCanned,
} from "../../modules/replies/canned";
import { CannedId, CreateCanned, UpdateCanned } from "../../modules/replies/schema";
import { router, tenantProcedure } from "../init";
import { ANSWER } from "../permission-sets";

const WRITE = [...ANSWER, "conversation_private_notes", "settings_account"] as const;

/** Canned responses: one's own for whoever writes; shared ones need settings_account to change. */
export const canned = router({
  list: tenantProcedure(WRITE).query(({ ctx }) => listCanned(ctx)),
  create: tenantProcedure(WRITE)
    .input(CreateCanned)
    .mutation(({ ctx, input }) => createCanned(ctx, input)),
  update: tenantProcedure(WRITE)
    .input(UpdateCanned)
    .mutation(({ ctx, input }) => updateCanned(ctx, input)),
  delete: tenantProcedure(WRITE)
    .input(CannedId)
    .mutation(({ ctx, input }) => deleteCanned(ctx, input)),
  /** Fresh copies of its files, to be sent by the asking member. */
  copyFiles: tenantProcedure(WRITE)
    .input(CannedId)
    .mutation(({ ctx, input }) => copyCannedFiles(ctx, input)),
});
