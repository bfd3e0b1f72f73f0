import { createMacro, deleteMacro, listMacros, updateMacro } from "../../modules/messages/macros";
import { CreateMacro, MacroId, RunMacro, UpdateMacro } from "../../modules/messages/macros-schema";
import { runMacro } from "../../modules/messages/run-macro";
import { router, tenantProcedure } from "../init";
import { ANSWER } from "../permission-sets";

export const macros = router({
  list: tenantProcedure(ANSWER).query(({ ctx }) => listMacros(ctx)),
  create: tenantProcedure(ANSWER)
    .input(CreateMacro)
    .mutation(({ ctx, input }) => createMacro(ctx, input)),
  update: tenantProcedure(ANSWER)
    .input(UpdateMacro)
    .mutation(({ ctx, input }) => updateMacro(ctx, input)),
  delete: tenantProcedure(ANSWER)
    .input(MacroId)
    .mutation(({ ctx, input }) => deleteMacro(ctx, input)),
  run: tenantProcedure(ANSWER)
    .input(RunMacro)
    .mutation(({ ctx, input }) => runMacro(ctx, input)),
});
