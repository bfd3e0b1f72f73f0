import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WhatsAppAPI } from "whatsapp-api-js";
import { ActionButtons, Body, Button, Interactive, Location, Text } from "whatsapp-api-js/messages";
import { type FakeProvider, startFake } from "../fake";
import { createCloudFake } from "./fake";
import { isSignedBy } from "./verify";

// A library that others have written for the Cloud API reads signatures as we do, and takes our fake for WhatsApp.
const SECRET = "c0ffee00c0ffee00c0ffee00c0ffee00";
const TOKEN = "EAAG-fictional";
const NUMBER = "106540352242922";
const FIXTURES = join(import.meta.dirname, "fixtures");
let fake: FakeProvider;
let library: WhatsAppAPI;
beforeAll(async () => {
  fake = await startFake(createCloudFake({ token: TOKEN }));
  library = new WhatsAppAPI({
    token: TOKEN,
    appSecret: SECRET,
    v: "v23.0",
    ponyfill: {
      fetch: ((url: string, init: RequestInit) =>
        fetch(url.replace("https://graph.facebook.com", fake.url), init)) as typeof fetch,
    },
  });
});
afterAll(() => fake.close());

/** As Meta writes JSON: ASCII alone. */
function escaped(json: string): string {
  return json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

it("agrees on the signature of every delivery of the contract, and on forged ones", async () => {
  const bodies = readdirSync(FIXTURES)
    .filter((name) => !name.startsWith("api-"))
    .map((name) => escaped(JSON.stringify(JSON.parse(readFileSync(join(FIXTURES, name), "utf8")))));
  expect(bodies.length).toBeGreaterThan(30);
  for (const body of [...bodies, escaped('{"text":"Größe “M” 🫖"}')]) {
    const hex = createHmac("sha256", SECRET).update(body).digest("hex");
    const other = createHmac("sha256", `${SECRET}0`).update(body).digest("hex");
    for (const [given, isRight] of [
      [hex, true],
      [other, false],
    ] as const) {
      expect(await library.verifyRequestSignature(body, `sha256=${given}`)).toBe(isRight);
      expect(isSignedBy(SECRET, Buffer.from(body), `sha256=${given}`)).toBe(isRight);
    }
  }
});

it("sends what the contract allows, and gets an id for it", async () => {
  const buttons = new ActionButtons(new Button("yes", "Yes, please"), new Button("no", "No, thanks"));
  for (const message of [
    new Text("On its way"),
    new Location(-0.12, 51.5, "Our shop", "1 Kiln Lane"),
    new Interactive(buttons, new Body("Shall we wrap it?")),
  ]) {
    const answer = await library.sendMessage(NUMBER, "447700900123", message);
    expect(answer).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  }
  expect(fake.calls.map(({ json }) => (json as { type: string }).type)).toEqual([
    "text",
    "location",
    "interactive",
  ]);
});
