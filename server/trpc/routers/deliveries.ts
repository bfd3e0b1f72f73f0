import { getDelivery, getDeliveryHealth, listDeliveries } from "../../modules/deliveries/queries";
import { replayDelivery } from "../../modules/deliveries/replay";
import { DeliveriesOf, DeliveryId, ListDeliveries } from "../../modules/deliveries/schema";
import { router, tenantProcedure } from "../init";

/** What a provider delivered stands in conversations of all the team: for whoever sets inboxes up. */
export const deliveries = router({
  list: tenantProcedure("channel_configure")
    .input(ListDeliveries)
    .query(({ ctx, input }) => listDeliveries(ctx, input)),
  get: tenantProcedure("channel_configure")
    .input(DeliveryId)
    .query(({ ctx, input }) => getDelivery(ctx, input)),
  health: tenantProcedure("channel_configure")
    .input(DeliveriesOf)
    .query(({ ctx, input }) => getDeliveryHealth(ctx, input)),
  replay: tenantProcedure("channel_configure")
    .input(DeliveryId)
    .mutation(({ ctx, input }) => replayDelivery(ctx, input)),
});
