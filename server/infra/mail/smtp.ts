import { createHash } from "node:crypto";
import type { Transporter } from "nodemailer";
import type { Logger } from "../log";
import { oneLine } from "./layout";
import type { Mail, Mailer } from "./mailer";

/** `url` is smtp:// or smtps://, with user and password where the server asks for them. */
export function smtpMailer({ url, from, log }: { url: string; from: string; log: Logger }): Mailer {
  let transport: Promise<Transporter> | undefined;
  const connect = () => {
    transport ??= openTransport(url);
    return transport;
  };

  return {
    isReal: true,
    async send(mail: Mail) {
      const sent = await (await connect()).sendMail({
        from: mail.fromName ? { name: oneLine(mail.fromName), address: addressOf(from) } : from,
        // As an object it is one address, whatever commas or brackets are in it.
        to: { name: "", address: oneLine(mail.to) },
        subject: oneLine(mail.subject),
        text: mail.text,
        html: mail.html,
        headers: { "Auto-Submitted": "auto-generated", ...singleLines(mail.headers ?? {}) },
        messageId: mail.key && messageId(mail.key, from),
        // Nothing of a mail's text may make the server read a file or an address of the network.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      log.info({ messageId: sent.messageId }, "mail sent");
    },
    async check() {
      await (await connect()).verify();
    },
    close() {
      transport?.then((open) => open.close()).catch(() => {});
    },
  };
}

/** Imported at first use: a process that sends nothing need not load it. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as Parameters<typeof createTransport>[0]);
}

function singleLines(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]));
}

/** "Parley <hello@parley.example>" → "hello@parley.example" */
function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

function messageId(key: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "parley.localhost";
  return `<${createHash("sha256").update(key).digest("hex").slice(0, 40)}@${domain}>`;
}
