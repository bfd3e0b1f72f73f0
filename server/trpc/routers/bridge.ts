import { getOwnLink, makeLinkCode, unlinkSelf } from "../../modules/bridge/links";
import { getBridge, listDesks } from "../../modules/bridge/queries";
import { ChooseGroup, ConnectBridge } from "../../modules/bridge/schema";
import {
  checkBridge,
  chooseGroup,
  connectBridge,
  removeBridge,
  resumeAgain,
} from "../../modules/bridge/setup";
import { memberProcedure, router, tenantProcedure } from "../init";

const SEE = ["integration_manage", "settings_integrations"] as const;

/** The group of a network from whose topics the team answers. */
export const bridge = router({
  get: tenantProcedure(SEE).query(({ ctx }) => getBridge(ctx)),
  desks: tenantProcedure(SEE).query(() => listDesks()),
  connect: tenantProcedure("integration_manage")
    .input(ConnectBridge)
    .mutation(({ ctx, input }) => connectBridge(ctx, input)),
  chooseGroup: tenantProcedure("integration_manage")
    .input(ChooseGroup)
    .mutation(({ ctx, input }) => chooseGroup(ctx, input)),
  check: tenantProcedure("integration_manage").mutation(({ ctx }) => checkBridge(ctx)),
  resume: tenantProcedure("integration_manage").mutation(({ ctx }) => resumeAgain(ctx)),
  remove: tenantProcedure("integration_manage").mutation(({ ctx }) => removeBridge(ctx)),
  /** One's own link with a person of the group. */
  ownLink: memberProcedure.query(({ ctx }) => getOwnLink(ctx)),
  makeCode: memberProcedure.mutation(({ ctx }) => makeLinkCode(ctx)),
  unlink: memberProcedure.mutation(({ ctx }) => unlinkSelf(ctx)),
});
