import { hash, verify } from "@node-rs/argon2";

/** Argon2id with 19 MiB and two passes: the OWASP minimum of 2024. The native call runs off the main thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random text nobody kept, checked for accounts that do not exist so that both answers take as long. */
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$ksnaY0ze1axk6Js8Ntyevw$LS248En4MoNTtA+ELkkaDOLxivz6LwRktYH7AyY/8Nc";

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

/** Takes as long without a hash (no such account, or none set) as with one, and is false then. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODY, password.normalize("NFKC"));
  return matches && passwordHash !== null;
}
