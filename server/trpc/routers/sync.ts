import { runtime } from "../../infra/runtime";
import { SyncSince } from "../../modules/conversations/schema";
import { syncSince } from "../../modules/realtime/feed";
import { roomsFor } from "../../modules/realtime/rooms";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

export const sync = router({
  since: tenantProcedure(SEE)
    .input(SyncSince)
    .query(({ ctx, input }) => syncSince(runtime().db.sql, ctx, input.cursor)),
  rooms: tenantProcedure(SEE).query(({ ctx }) => roomsFor(ctx.tenantId, ctx.actor)),
});
