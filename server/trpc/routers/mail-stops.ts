import { countAttempt } from "../../modules/accounts/attempts";
import { readStop, StopToken, stopMail } from "../../modules/visitors/mail-stop";
import { publicProcedure, router } from "../init";

/** For whoever holds the link of a mail. */
export const mailStops = router({
  read: publicProcedure.input(StopToken).query(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    return readStop(input);
  }),
  stop: publicProcedure.input(StopToken).mutation(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    await stopMail(input);
  }),
});
