import { runtime } from "../../infra/runtime";
import { updateProfile } from "../../modules/accounts/profile";
import {
  ChangeEmail,
  ChangePassword,
  RequestPasswordReset,
  ResetPassword,
  TokenInput,
  UpdateProfile,
} from "../../modules/accounts/schema";
import { confirmEmailChange, readEmailChange, requestEmailChange } from "../../modules/tenants/emails";
import {
  changePassword,
  readPasswordReset,
  requestPasswordReset,
  resetPassword,
} from "../../modules/tenants/passwords";
import { listOwnTenants } from "../../modules/tenants/queries";
import { AcceptInvitation, SignUp } from "../../modules/tenants/schema";
import { tellOfPerson } from "../../modules/tenants/tell-person";
import { publicProcedure, router, userProcedure } from "../init";
import { acceptInvitation, readInvitation, signUp } from "../onboarding";

export const account = router({
  signUp: publicProcedure.input(SignUp).mutation(async ({ ctx, input }) => {
    const { slug } = await signUp(input, ctx);
    return { slug };
  }),
  requestPasswordReset: publicProcedure
    .input(RequestPasswordReset)
    .mutation(({ ctx, input }) => requestPasswordReset(input, ctx)),
  passwordReset: publicProcedure
    .input(TokenInput)
    .query(({ ctx, input }) => readPasswordReset(input.token, ctx)),
  requestEmailChange: userProcedure
    .input(ChangeEmail)
    .mutation(({ ctx, input }) => requestEmailChange(ctx.session, input, ctx)),
  emailChange: userProcedure
    .input(TokenInput)
    .query(({ ctx, input }) => readEmailChange(ctx.session, input.token, ctx)),
  confirmEmailChange: userProcedure
    .input(TokenInput)
    .mutation(({ ctx, input }) => confirmEmailChange(ctx.session, input.token, ctx)),
  resetPassword: publicProcedure.input(ResetPassword).mutation(({ ctx, input }) => resetPassword(input, ctx)),
  invitation: publicProcedure.input(TokenInput).query(({ ctx, input }) => readInvitation(input.token, ctx)),
  acceptInvitation: publicProcedure
    .input(AcceptInvitation)
    .mutation(async ({ ctx, input }) => acceptInvitation(input, await ctx.findSignedIn(), ctx)),
  /** The signed-in person and the businesses they work for. */
  me: userProcedure.query(async ({ ctx }) => ({
    user: ctx.session.user,
    tenants: await listOwnTenants(runtime().db, ctx.session.user.id),
  })),
  updateProfile: userProcedure.input(UpdateProfile).mutation(async ({ ctx, input }) => {
    const { id } = ctx.session.user;
    const profile = await updateProfile(runtime().db, id, input);
    if (input.name !== undefined) await tellOfPerson(id);
    return profile;
  }),
  changePassword: userProcedure.input(ChangePassword).mutation(async ({ ctx, input }) => ({
    endedSessions: await changePassword(ctx.session, input, ctx),
  })),
});
