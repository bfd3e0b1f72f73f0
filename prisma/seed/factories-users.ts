import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { newId } from "../../server/core/ids";
import type { Pooled } from "./factories";
import { insertRows, type TableRows } from "./rows";

/** The password of every demo and test person. */
export const DEMO_PASSWORD = "DemoPassword123!";

let demoHash: Promise<string> | undefined;
/** The demo password is hashed once a process, whoever asks. */
export function hashDemoPassword(): Promise<string> {
  demoHash ??= hashPassword(DEMO_PASSWORD);
  return demoHash;
}

// argon2id is the library's default algorithm; 19 MiB and t=2 are OWASP's first choice.
function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

export type MadeUser = { id: string; email: string; name: string; password: string };

/** A person who can sign in with `password`. */
export async function makeUser(
  db: Pooled,
  given: Partial<TableRows["user"]> & { password?: string } = {},
): Promise<MadeUser> {
  const { password = DEMO_PASSWORD, ...rest } = given;
  const row = {
    id: newId(),
    email: `person-${randomBytes(5).toString("hex")}@example.com`,
    name: "Amelia Hart",
    passwordHash: password === DEMO_PASSWORD ? await hashDemoPassword() : await hashPassword(password),
    updatedAt: new Date(),
    ...rest,
  };
  await insertRows(db.pool, "user", [row]);
  return { id: row.id, email: row.email, name: row.name, password };
}

/** A live session row of a user, as sign-in makes it. */
export async function makeSession(
  db: Pooled,
  given: Partial<TableRows["session"]> & { userId: string },
): Promise<{ id: string }> {
  const row = { id: newId(), expiresAt: new Date(Date.now() + 30 * 86_400_000), ...given };
  await insertRows(db.pool, "session", [row]);
  return { id: row.id };
}
