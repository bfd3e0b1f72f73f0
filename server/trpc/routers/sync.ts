import { runtime } from "../../infra/runtime";
import { SyncSince } from "../../modules/conversations/schema";
import { syncSince } from "../../modules/realtime/feed";
import { roomsFor } from "../../modules/realtime/rooms";
import { noteActive } from "../../modules/tenants/availability";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

export const sync = router({
  since: tenantProcedure(SEE)
    .input(SyncSince)
    .query(({ ctx, input }) => {
      // A connected browser asks every 20 s: that is how it says it is there.
      noteActive(ctx);
      return syncSince(runtime().db.sql, ctx, input.cursor);
    }),
  rooms: tenantProcedure(SEE).query(({ ctx }) => roomsFor(ctx.tenantId, ctx.actor)),
});
