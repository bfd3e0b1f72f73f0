import type { Db } from "../db";
import type { Env } from "../env";
import type { Logger } from "../log";
import { keptMailer } from "./kept";
import type { Mailer } from "./mailer";
import { smtpMailer } from "./smtp";

/** SMTP where SMTP_URL is set; otherwise mail is kept for /dev/mail. */
export function createMailer({ env, db, log }: { env: Env; db: Db; log: Logger }): Mailer {
  return env.SMTP_URL ? smtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM, log }) : keptMailer({ db, log });
}
