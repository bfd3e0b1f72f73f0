import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { handlerRun } from "../../testing/run";
import type { Db } from "../db";
import { parseEnv } from "../env";
import { createLogger } from "../log";
import { GiveUp } from "../outbox/entry";
import { createMailer } from "./create";
import { mailHandler } from "./job";
import type { Mailer } from "./mailer";
import { fakeSmtp } from "./smtp.fake";

const log = createLogger("silent");
let db: Db;
const opened: (() => unknown)[] = [];
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterAll(() => db.close());
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function mailer(env: Record<string, string> = {}): Mailer {
  const made = createMailer({ env: parseEnv(env), db, log });
  opened.push(() => made.close());
  return made;
}

async function smtp(...args: Parameters<typeof fakeSmtp>) {
  const server = await fakeSmtp(...args);
  opened.push(server.close);
  return server;
}

const mail = { to: "grace@shop.test", subject: "Hello", text: "Plain words", html: "<p>Plain words</p>" };

describe("mail over SMTP", () => {
  it("arrives with both its texts, from the configured sender", async () => {
    const server = await smtp();
    await mailer({ SMTP_URL: server.url, MAIL_FROM: "Parley <desk@shop.test>" }).send(mail);
    expect(server.mails).toHaveLength(1);
    const [got] = server.mails;
    expect(got).toMatchObject({ from: "desk@shop.test", to: ["grace@shop.test"] });
    expect(got!.source).toContain("Subject: Hello");
    expect(got!.source).toContain("text/plain");
    expect(got!.source).toContain("<p>Plain words</p>");
  });

  it("comes from the business's name at the configured address, where it is the business's own", async () => {
    const server = await smtp();
    const headers = { "List-Unsubscribe": "<https://parley.test/u?token=x>" };
    const made = mailer({ SMTP_URL: server.url, MAIL_FROM: "Parley <desk@shop.test>" });
    await made.send({
      ...mail,
      fromName: 'Fern, "Kettle" <x@evil.test>\r\nBcc: a@b.test',
      headers,
      key: "k",
    });
    const { source, from } = server.mails[0]!;
    expect(from).toBe("desk@shop.test");
    expect(source).toMatch(/^From: .*Kettle.*<desk@shop\.test>/m);
    expect(source).toMatch(/^List-Unsubscribe: <https:\/\/parley\.test\/u\?token=x>/m);
    expect(source).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(source).toMatch(/^Message-ID: <[0-9a-f]{40}@shop\.test>/m);
    expect(source).not.toMatch(/^Bcc:/im);
  });

  it("cannot be given another header or another receiver through its fields", async () => {
    const server = await smtp();
    const evil = "Hello\r\nBcc: victim@shop.test\r\n\r\nOther body";
    await mailer({ SMTP_URL: server.url }).send({ ...mail, subject: evil, headers: { "X-Ref": evil } });
    const { source, to } = server.mails[0]!;
    expect(to).toEqual(["grace@shop.test"]);
    const headers = source.slice(0, source.indexOf("\r\n\r\n"));
    expect(headers).not.toMatch(/^Bcc:/im);
    expect(headers.match(/^(subject|x-ref):/gim)).toHaveLength(2);
    await expect(
      mailer({ SMTP_URL: server.url }).send({ ...mail, to: "grace@shop.test, victim@shop.test" }),
    ).rejects.toThrow();
    expect(server.mails.flatMap(({ to }) => to)).not.toContain("victim@shop.test");
  });

  it("carries the same Message-ID for the same key", async () => {
    const server = await smtp();
    const to = mailer({ SMTP_URL: server.url });
    await to.send({ ...mail, key: "invitation:1" });
    await to.send({ ...mail, key: "invitation:1" });
    await to.send({ ...mail, key: "invitation:2" });
    const ids = server.mails.map(({ source }) => /^Message-ID: (.+)\r$/im.exec(source)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("passes its check when the server answers and fails it when not", async () => {
    const server = await smtp();
    await mailer({ SMTP_URL: server.url }).check();
    await expect(mailer({ SMTP_URL: "smtp://127.0.0.1:9" }).check()).rejects.toThrow("ECONNREFUSED");
  });
});

describe("the mail handler", () => {
  const job = {
    to: "grace@shop.test",
    template: "reset-password",
    data: { name: "Grace", link: "https://parley.test/reset/abc", minutes: 60 },
  };
  const run = handlerRun({ idempotencyKey: "reset:1" });
  const ctx = {} as Parameters<ReturnType<typeof mailHandler>["run"]>[0];

  it("lets a passing refusal rise, to be tried again", async () => {
    const server = await smtp(() => ({ code: 451, words: "greylisted, try later" }));
    const sending = mailHandler(mailer({ SMTP_URL: server.url })).run(ctx, job, run);
    await expect(sending).rejects.toThrow("greylisted");
    await expect(sending).rejects.not.toBeInstanceOf(GiveUp);
  });

  it("gives up on a final refusal", async () => {
    const server = await smtp(() => ({ code: 550, words: "no such mailbox" }));
    const sending = mailHandler(mailer({ SMTP_URL: server.url })).run(ctx, job, run);
    await expect(sending).rejects.toThrow("no such mailbox");
    await expect(sending).rejects.toBeInstanceOf(GiveUp);
  });

  it("takes no template it does not know, no second address and no link that runs script", () => {
    const { payload } = mailHandler(mailer());
    expect(payload.safeParse(job).success).toBe(true);
    expect(payload.safeParse({ ...job, template: "other" }).success).toBe(false);
    expect(payload.safeParse({ ...job, to: "a@b.test, c@d.test" }).success).toBe(false);
    expect(payload.safeParse({ ...job, data: { ...job.data, link: "javascript:alert(1)" } }).success).toBe(
      false,
    );
  });
});

describe("kept mail", () => {
  it("is kept once for the same key and says that it reached nobody", async () => {
    const kept = mailer();
    expect(kept.isReal).toBe(false);
    await kept.send({ ...mail, key: "welcome:1" });
    await kept.send({ ...mail, key: "welcome:1" });
    await kept.send({ ...mail, subject: "Another" });
    const rows = await db.prisma.keptMail.findMany({ orderBy: { subject: "asc" } });
    expect(rows.map(({ to, subject, text }) => ({ to, subject, text }))).toEqual([
      { to: "grace@shop.test", subject: "Another", text: "Plain words" },
      { to: "grace@shop.test", subject: "Hello", text: "Plain words" },
    ]);
  });
});
