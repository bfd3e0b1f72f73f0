import { runtime } from "../../infra/runtime";
import { FindConversations, findConversations } from "../../modules/conversations/find";
import { findConversationByNumber, searchMessages } from "../../modules/messages/search";
import { FindNumber, SearchMessages } from "../../modules/messages/search-schema";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

/** Over what the member may see. Contacts are found by contacts.list. */
export const search = router({
  messages: tenantProcedure(SEE)
    .input(SearchMessages)
    .query(({ ctx, input }) => searchMessages(runtime().db.sql, ctx, input)),
  /** By who they are with, for the command bar. */
  conversations: tenantProcedure(SEE)
    .input(FindConversations)
    .query(({ ctx, input }) => findConversations(runtime().db, ctx, input)),
  number: tenantProcedure(SEE)
    .input(FindNumber)
    .query(({ ctx, input }) => findConversationByNumber(runtime().db.sql, ctx, input.number)),
});
