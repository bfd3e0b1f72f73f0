import { runtime } from "../../infra/runtime";
import { SessionId } from "../../modules/accounts/schema";
import { listSessions } from "../../modules/accounts/sessions";
import { revokeOtherSessions, revokeSession, signOut } from "../../modules/tenants/sessions";
import { router, userProcedure } from "../init";

/** One's own sessions: they belong to the person, not to a tenant. */
export const sessions = router({
  list: userProcedure.query(({ ctx }) =>
    listSessions(runtime().db, { userId: ctx.session.user.id, sessionId: ctx.session.sessionId }),
  ),
  revoke: userProcedure
    .input(SessionId)
    .mutation(({ ctx, input }) => revokeSession(ctx.session.user.id, input.sessionId, ctx.traceId)),
  /** Ends the session in use; the caller forgets its cookie. */
  signOut: userProcedure.mutation(({ ctx }) =>
    signOut({ userId: ctx.session.user.id, sessionId: ctx.session.sessionId }, ctx.traceId),
  ),
  revokeOthers: userProcedure.mutation(async ({ ctx }) => ({
    ended: await revokeOtherSessions(
      { userId: ctx.session.user.id, sessionId: ctx.session.sessionId },
      ctx.traceId,
    ),
  })),
});
