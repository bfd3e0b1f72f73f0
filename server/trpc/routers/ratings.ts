import { countAttempt } from "../../modules/accounts/attempts";
import { rateByLink, readRating } from "../../modules/automation/rating";
import { RateByLink, RatingToken } from "../../modules/automation/schema";
import { publicProcedure, router } from "../init";

/** For whoever holds a rating's link. */
export const ratings = router({
  read: publicProcedure.input(RatingToken).query(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    return readRating(input.token);
  }),
  give: publicProcedure.input(RateByLink).mutation(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    await rateByLink(input, ctx.traceId);
  }),
});
