import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";
import { countAttempt } from "./attempts";
import { verifyPassword } from "./password";

/** A user whose password has just been checked; `passwordHash` is the one that matched. */
export type CheckedUser = { id: string; name: string; email: string; passwordHash: string };

/**
 * Checks an e-mail and a password. Throws AppError: "unauthenticated" with the number of attempts left, said alike
 * whether or not the account exists; "too_many_requests" once they are used up, for the address or for the account.
 */
export async function checkCredentials(
  given: { email: string; password: string },
  from: { ip: string },
): Promise<CheckedUser> {
  const { db, limiter } = runtime();
  const left = await countAttempt({ "sign-in.ip": from.ip, "sign-in.account": given.email });
  const user = await db.prisma.user.findUnique({
    where: { email: given.email },
    select: { id: true, name: true, email: true, passwordHash: true },
  });
  const matches = await verifyPassword(user?.passwordHash ?? null, given.password);
  if (!user?.passwordHash || !matches) throw mismatch(left);
  // Only the account's own count: whoever owns one account must not refill the tries of their address.
  await limiter.reset("sign-in.account", given.email);
  return { ...user, passwordHash: user.passwordHash };
}

function mismatch(left: number): AppError {
  const attempts = left === 1 ? "1 attempt" : left === 0 ? "No attempts" : `${left} attempts`;
  return new AppError("unauthenticated", `That e-mail and password do not match. ${attempts} left.`, {
    field: "password",
  });
}
