import { z } from "zod";
import { LOCALES } from "../../core/locales";
import { MAX_PASSWORD, MIN_PASSWORD } from "./password-rules";

/** Folded to lower case, so that one mailbox is one account whatever the database's locale. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail has up to 254 characters")
  .pipe(z.email("An e-mail looks like name@example.com"));

/** One line, as it will stand in mails and lists. */
export const Line = (what: string, max = 100) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}`)
    .max(max, `Keep it to ${max} characters`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "Use one line of plain text");

export const PersonName = Line("your name");

/** Further rules need the e-mail: see passwordProblem. */
export const NewPassword = z
  .string()
  .min(MIN_PASSWORD, `Use at least ${MIN_PASSWORD} characters`)
  .max(MAX_PASSWORD, `Use up to ${MAX_PASSWORD} characters`);

/** A password that is being checked, not set: any length somebody may once have chosen, bounded against abuse. */
const GivenPassword = z.string().min(1, "Enter your password").max(MAX_PASSWORD);

export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete");

export const SignIn = z.object({ email: Email, password: GivenPassword, keep: z.boolean().default(true) });
export type SignIn = z.infer<typeof SignIn>;

export const RequestPasswordReset = z.object({ email: Email });
export type RequestPasswordReset = z.infer<typeof RequestPasswordReset>;

export const TokenInput = z.object({ token: Token });
export const ResetPassword = z.object({ token: Token, password: NewPassword });
export type ResetPassword = z.infer<typeof ResetPassword>;

export const ChangePassword = z.object({ current: GivenPassword, password: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChangeEmail = z.object({ email: Email, current: GivenPassword });
export type ChangeEmail = z.infer<typeof ChangeEmail>;

export const UpdateProfile = z.object({
  name: PersonName.optional(),
  theme: z.enum(["system", "light", "dark"]).optional(),
  /** Null: as the business has it. */
  locale: z.enum(LOCALES, "Choose a language").nullable().optional(),
});
export type UpdateProfile = z.infer<typeof UpdateProfile>;

export const SessionId = z.object({ sessionId: z.uuid() });

/** One signed-in device of the asking person. Times are ISO 8601 in UTC. */
export type SessionDto = {
  id: string;
  /** "Firefox on Windows" */
  device: string;
  ip: string;
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};
