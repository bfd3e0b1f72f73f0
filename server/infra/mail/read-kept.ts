import type { Db } from "../db";

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
  from: { host: string | null; ip: string | null },
): KeptMailScope | null {
  if (mailer.isReal || env.PARLEY_ENV === "production") return null;
  if (env.PARLEY_ENV === "staging") return "demo";
  return isLocalHost(from.host ?? "") && isLocalAddress(from.ip ?? "") ? "all" : null;
}

/** The Host header is the client's own word; the address of its socket is not. */
function isLocalAddress(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/i, "");
  return plain === "::1" || /^127(\.\d+){3}$/.test(plain);
}

/** localhost, names below it, names without a dot, and addresses that are not reachable from the internet. */
function isLocalHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (/^[a-z0-9-]+$/.test(name) || name.endsWith(".localhost")) return true;
  if (/^\[(::1|f[cd][0-9a-f:]*|fe80[0-9a-f:]*)\]$/.test(name)) return true;
  return /^(127|10)(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/.test(name);
}
