import type { Db } from "../db";
import { type From, isThisMachine } from "../this-machine";

export type KeptMailLine = { id: string; to: string; subject: string; createdAt: Date };

/** Which of the kept mail may be shown: all of it, or what went to the demo people, whose passwords are public anyway. */
export type KeptMailScope = "all" | "demo";

function within(scope: KeptMailScope) {
  return scope === "demo" ? { to: { endsWith: ".demo" } } : {};
}

/** The newest kept mails. */
export async function listKeptMail(db: Db, scope: KeptMailScope): Promise<KeptMailLine[]> {
  return db.prisma.keptMail.findMany({
    where: within(scope),
    select: { id: true, to: true, subject: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: 100,
  });
}

export async function findKeptMail(
  db: Db,
  scope: KeptMailScope,
  id: string,
): Promise<(KeptMailLine & { text: string; html: string }) | null> {
  return db.prisma.keptMail.findFirst({ where: { id, ...within(scope) } });
}

/** `link` where the part leads somewhere. */
export type MailPart = { text: string; link?: string };

/** A plain text mail in paragraphs; an address alone on a line becomes a link, named by the line before that ends in ":". */
export function partsOf(text: string): MailPart[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i): MailPart[] => {
    if (/^https?:\/\/\S+$/.test(line)) return [{ text: lines[i - 1]?.replace(/:$/, "") || line, link: line }];
    const isLabel = line.endsWith(":") && /^https?:\/\/\S+$/.test(lines[i + 1] ?? "");
    return line.trim() === "" || isLabel ? [] : [{ text: line }];
  });
}

/**
 * Kept mail holds links that open accounts: in development the machine itself sees all of it, on staging everybody that of the
 * demo people, in production nobody any. Null: none.
 */
export function keptMailScope(
  env: { PARLEY_ENV: string },
  mailer: { isReal: boolean },
  from: From,
): KeptMailScope | null {
  if (mailer.isReal || env.PARLEY_ENV === "production") return null;
  if (env.PARLEY_ENV === "staging") return "demo";
  return isThisMachine(from) ? "all" : null;
}
