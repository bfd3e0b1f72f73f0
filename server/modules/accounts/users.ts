import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, type Tx } from "../../infra/db";
import { hashPassword } from "./password";
import { passwordProblem } from "./password-rules";

export type NewUser = { email: string; name: string; password: string };

/** Throws AppError("bad_request", field "password") when the password breaks a rule. */
export function refuseWeakPassword(password: string, about: { email: string; name?: string }): void {
  const problem = passwordProblem(password, about);
  if (problem) throw new AppError("bad_request", problem, { field: "password" });
}

/**
 * Makes a user. Hash the password before the transaction opens (`prepareUser`), so that no lock waits for it. Throws
 * AppError("conflict", field "email") when the e-mail has an account.
 */
export async function createUser(tx: Tx, user: PreparedUser): Promise<{ id: string; passwordHash: string }> {
  const id = newId();
  try {
    await tx.prisma.user.create({ data: { id, ...user } });
  } catch (error) {
    if (!isUniqueViolation(error, "email")) throw error;
    throw new AppError("conflict", "There is an account with this e-mail already. Sign in instead.", {
      field: "email",
    });
  }
  return { id, passwordHash: user.passwordHash };
}

export type PreparedUser = { email: string; name: string; passwordHash: string };

/** Checks and hashes a new user's password. */
export async function prepareUser(user: NewUser): Promise<PreparedUser> {
  refuseWeakPassword(user.password, user);
  return { email: user.email, name: user.name, passwordHash: await hashPassword(user.password) };
}
