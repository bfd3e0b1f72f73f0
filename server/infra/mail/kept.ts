import { createHash } from "node:crypto";
import { newId } from "../../core/ids";
import type { Db } from "../db";
import type { Logger } from "../log";
import { oneLine } from "./layout";
import type { Mail, Mailer } from "./mailer";

export function keptMailer({ db, log }: { db: Db; log: Logger }): Mailer {
  return {
    isReal: false,
    async send(mail: Mail) {
      const { to, text, html } = mail;
      const id = mail.key ? idOf(mail.key) : newId();
      await db.prisma.keptMail.createMany({
        data: [{ id, to: oneLine(to), subject: oneLine(mail.subject), text, html }],
        skipDuplicates: true,
      });
      log.info({ mailId: id }, "mail kept at /dev/mail, as there is no SMTP_URL");
    },
    async check() {
      await db.prisma.keptMail.findFirst({ select: { id: true } });
    },
    close() {},
  };
}

/** The same UUID for the same key (RFC 9562 version 8), so that a repeated run keeps nothing twice. */
function idOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
