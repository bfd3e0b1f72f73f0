import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { signedHeaders } from "./fake";
import { isSigned, signatureOf } from "./verify";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = JSON.stringify({ type: "message", text: "Größe “M”, 5 €" });
const webhook = new Webhook(SECRET);
const isTaken = (headers: Record<string, string>, body = BODY) =>
  isSigned({ headers: { get: (name) => headers[name] ?? null }, body: Buffer.from(body), path: "" }, SECRET);

it("the specification's own library reads what we sign", () => {
  const headers = signedHeaders(SECRET, BODY);
  expect(webhook.verify(BODY, headers)).toEqual(JSON.parse(BODY));
  expect(() => webhook.verify(`${BODY} `, headers)).toThrow();
});

it("we read what it signs, and nothing else", () => {
  const at = new Date();
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signature = webhook.sign("msg_1", at, BODY);
  expect(signature).toBe(signatureOf(SECRET, "msg_1", seconds, BODY));
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": seconds, "webhook-signature": signature };
  expect(isTaken(headers)).toBe(true);
  expect(isTaken(headers, `${BODY} `)).toBe(false);
  expect(isTaken({ ...headers, "webhook-id": "msg_2" })).toBe(false);
});
