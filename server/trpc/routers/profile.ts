import { removePicture } from "../../modules/accounts/pictures";
import { listAvailabilities, setAvailability } from "../../modules/tenants/availability";
import { getOwnPlace, setPreferences, setSignature } from "../../modules/tenants/own-place";
import { SetAvailability, SetPreferences, SetSignature } from "../../modules/tenants/schema";
import { tellOfPerson } from "../../modules/tenants/tell-person";
import { memberProcedure, router, tenantProcedure } from "../init";

/** One's own place in this business: it needs no permission (rbac.md 4.5). */
export const profile = router({
  own: memberProcedure.query(({ ctx }) => getOwnPlace(ctx)),
  /** Puts what is named in the place of the old, whole; the rest stays. */
  setPreferences: memberProcedure
    .input(SetPreferences)
    .mutation(({ ctx, input }) => setPreferences(ctx, input)),
  setSignature: memberProcedure.input(SetSignature).mutation(({ ctx, input }) => setSignature(ctx, input)),
  setAvailability: memberProcedure
    .input(SetAvailability)
    .mutation(({ ctx, input }) => setAvailability(ctx, input)),
  /** Who is there just now, to begin with; the realtime event "availability" tells the rest. */
  availabilities: tenantProcedure("team_view").query(({ ctx }) => listAvailabilities(ctx)),
  /** A new one is sent to PUT /api/files/picture. */
  removePicture: memberProcedure.mutation(async ({ ctx }) => {
    await removePicture(ctx.actor.userId);
    await tellOfPerson(ctx.actor.userId);
  }),
});
