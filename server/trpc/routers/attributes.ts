import { runtime } from "../../infra/runtime";
import {
  countDefinitionUses,
  createDefinition,
  deleteDefinition,
  listDefinitions,
  orderDefinitions,
  updateDefinition,
} from "../../modules/contacts/definitions";
import {
  AttributeId,
  CreateAttribute,
  ListAttributes,
  OrderAttributes,
  UpdateAttribute,
} from "../../modules/contacts/schema";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

/** Definitions need one of these (rbac.md 4.15). */
const DEFINE = ["contact_custom_attributes", "settings_account"] as const;

export const attributes = router({
  list: tenantProcedure(["contact_view", ...SEE, ...DEFINE])
    .input(ListAttributes)
    .query(({ ctx, input }) => listDefinitions(runtime().db.sql, ctx, input.subject)),
  create: tenantProcedure(DEFINE)
    .input(CreateAttribute)
    .mutation(({ ctx, input }) => createDefinition(ctx, input)),
  update: tenantProcedure(DEFINE)
    .input(UpdateAttribute)
    .mutation(({ ctx, input }) => updateDefinition(ctx, input)),
  reorder: tenantProcedure(DEFINE)
    .input(OrderAttributes)
    .mutation(({ ctx, input }) => orderDefinitions(ctx, input)),
  uses: tenantProcedure(DEFINE)
    .input(AttributeId)
    .query(({ ctx, input }) => countDefinitionUses(ctx, input)),
  delete: tenantProcedure(DEFINE)
    .input(AttributeId)
    .mutation(({ ctx, input }) => deleteDefinition(ctx, input)),
});
