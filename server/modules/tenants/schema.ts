import { z } from "zod";
import type { SystemRole } from "../../core/permissions";
import { Email, Line, NewPassword, PersonName, Token } from "../accounts/schema";

export const ROLES = [
  "owner",
  "administrator",
  "finance",
  "agent",
  "support",
] as const satisfies readonly SystemRole[];
export const RoleKey = z.enum(ROLES, "Choose a role");

export const SignUp = z.object({
  business: Line("the name of your business", 80),
  name: PersonName,
  email: Email,
  password: NewPassword,
});
export type SignUp = z.infer<typeof SignUp>;

export const MemberId = z.object({ memberId: z.uuid() });
export type MemberId = z.infer<typeof MemberId>;
export const SetRole = z.object({ memberId: z.uuid(), role: RoleKey });
export type SetRole = z.infer<typeof SetRole>;

export const Invite = z.object({ email: Email, role: RoleKey });
export type Invite = z.infer<typeof Invite>;
export const InvitationId = z.object({ invitationId: z.uuid() });
export type InvitationId = z.infer<typeof InvitationId>;

/** Without a name and a password it is the signed-in person who joins. */
export const AcceptInvitation = z.object({
  token: Token,
  name: PersonName.optional(),
  password: NewPassword.optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export type MemberDto = {
  id: string;
  name: string;
  email: string;
  role: SystemRole;
  isActive: boolean;
  isPrimaryOwner: boolean;
};

/** Times are ISO 8601 in UTC. */
export type InvitationDto = {
  id: string;
  email: string;
  role: SystemRole;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  isExpired: boolean;
};

/** What whoever holds the link may know before joining. */
export type InvitationPreview = {
  tenantName: string;
  inviterName: string;
  email: string;
  role: SystemRole;
  /** True when the e-mail has an account: sign in to it to join. */
  hasAccount: boolean;
};
