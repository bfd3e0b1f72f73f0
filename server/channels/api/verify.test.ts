import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { clock } from "../../core/clock";
import { isSigned, signatureOf } from "./verify";

type Vector = { secret: string; id: string; timestamp: string; body: string; signature: string };
/** The first is that of the Standard Webhooks specification; all were signed by `standardwebhooks` 1.1.1 of npm. */
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, "fixtures/signature-vectors.json"), "utf8"),
) as Vector[];
const now = clock.now;
afterEach(() => {
  clock.now = now;
});

describe.each(vectors)("the signature of $id", ({ secret, id, timestamp, body, signature }) => {
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
  } as Record<string, string>;
  function accepts(changed: Record<string, string> = {}, given = body, secondsLater = 0) {
    clock.now = () => (Number(timestamp) + secondsLater) * 1000;
    const all = { ...headers, ...changed };
    return isSigned(
      { headers: { get: (name) => all[name] ?? null }, body: Buffer.from(given), path: "" },
      secret,
    );
  }

  it("is made byte by byte as others make it", () => {
    expect(signatureOf(secret, id, timestamp, body)).toBe(signature);
    expect(accepts()).toBe(true);
  });

  it("counts beside others of older keys, and for five minutes only, either way", () => {
    expect(accepts({ "webhook-signature": `v1,b3RoZXI= v1a,xyz ${signature}` })).toBe(true);
    expect([300, -300].map((late) => accepts({}, body, late))).toEqual([true, true]);
    expect([301, -301].map((late) => accepts({}, body, late))).toEqual([false, false]);
  });

  it.each<[string, Record<string, string>, string?]>([
    ["another body", {}, `${"x"}{}`],
    ["another id", { "webhook-id": "msg_other" }],
    ["another time", { "webhook-timestamp": "1" }],
    ["a time that is none", { "webhook-timestamp": "soon" }],
    ["no signature", { "webhook-signature": "" }],
    ["another version's", { "webhook-signature": `v2,${"A".repeat(43)}=` }],
    ["another secret's", { "webhook-signature": signatureOf("whsec_b3RoZXI=", id, timestamp, body) }],
  ])("is not taken for that of %s", (_, changed, given) => {
    expect(accepts(changed, given)).toBe(false);
  });
});
