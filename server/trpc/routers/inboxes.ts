import { listInboxes } from "../../modules/inboxes/queries";
import { router, tenantProcedure } from "../init";

export const inboxes = router({
  list: tenantProcedure(["channel_view", "conversation_view_all", "conversation_view_assigned"]).query(
    ({ ctx }) => listInboxes(ctx),
  ),
});
