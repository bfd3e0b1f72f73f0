import { runtime } from "../../infra/runtime";
import { countAttempt } from "../../modules/accounts/attempts";
import { getRatingLink, requestRating } from "../../modules/automation/ask-rating";
import { rateByLink, readRating } from "../../modules/automation/rating";
import { listRatingsOfContact } from "../../modules/automation/ratings-of-contact";
import { RateByLink, RatingToken } from "../../modules/automation/schema";
import { ContactId } from "../../modules/contacts/schema";
import { ConversationId } from "../../modules/conversations/schema";
import { publicProcedure, router, tenantProcedure } from "../init";
import { ANSWER } from "../permission-sets";

export const ratings = router({
  ofContact: tenantProcedure("contact_view")
    .input(ContactId)
    .query(({ ctx, input }) => listRatingsOfContact(runtime().db.sql, ctx, input.contactId)),
  request: tenantProcedure(ANSWER)
    .input(ConversationId)
    .mutation(({ ctx, input }) => requestRating(ctx, input.conversationId)),
  link: tenantProcedure(ANSWER)
    .input(ConversationId)
    .mutation(({ ctx, input }) => getRatingLink(ctx, input.conversationId)),
  /** For whoever holds a rating's link. */
  read: publicProcedure.input(RatingToken).query(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    return readRating(input.token);
  }),
  give: publicProcedure.input(RateByLink).mutation(async ({ ctx, input }) => {
    await countAttempt({ "token.ip": ctx.ip });
    await rateByLink(input, ctx.traceId);
  }),
});
