import { AppError } from "../../core/errors";
import type { Db } from "../../infra/db";
import { countAttempt } from "./attempts";
import { verifyPassword } from "./password";
import type { UpdateProfile } from "./schema";

export type Profile = { id: string; email: string; name: string; theme: string; locale: string | null };

/** Changes what a person says of themselves: their name, their theme, their language. It needs no permission (rbac.md 4.5). */
export async function updateProfile(db: Db, userId: string, input: UpdateProfile): Promise<Profile> {
  return db.prisma.user.update({
    where: { id: userId },
    data: input,
    select: { id: true, email: true, name: true, theme: true, locale: true },
  });
}

/** Throws AppError("bad_request", field "current") unless the password is the user's own; tries are counted as sign-ins. */
export async function refuseUnlessOwnPassword(
  db: Db,
  user: { id: string; email: string },
  password: string,
  from: { ip: string },
): Promise<void> {
  const left = await countAttempt({ "sign-in.ip": from.ip, "sign-in.account": user.email });
  const row = await db.prisma.user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  if (await verifyPassword(row?.passwordHash ?? null, password)) return;
  throw new AppError("bad_request", `This is not your password. ${left} attempts left.`, {
    field: "current",
  });
}
