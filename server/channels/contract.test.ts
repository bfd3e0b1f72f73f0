import { describe, expect, it } from "vitest";
import { ADA, answering, check, fetchFile, gesture, OURS, send, templates } from "../testing/recorded";
import type { Gesture, GestureKind, OutgoingExtra } from "./outbound";
import { ProviderSilent } from "./outbound";
import { getChannel, listChannels } from "./registry";

describe.each(listChannels().map((channel) => [channel.key, channel] as const))(
  "channel %s",
  (key, channel) => {
    it("is found under its key, which is a plain word", () => {
      expect(key).toMatch(/^[a-z][a-z0-9_]{1,30}$/);
      expect(getChannel(key)).toBe(channel);
    });

    it("reads settings that are empty or broken without failing", () => {
      for (const stored of [{}, { colour: 7, allowedOrigins: "x", greeting: null }]) {
        expect(channel.settings.safeParse(stored).success).toBe(true);
      }
    });

    it("states limits that a message can meet", () => {
      const { maxTextLength, attachments, replyWindowHours } = channel.capabilities;
      expect(maxTextLength).toBeGreaterThan(0);
      if (attachments) expect(Math.min(attachments.maxCount, attachments.maxBytes)).toBeGreaterThan(0);
      if (replyWindowHours !== null) expect(replyWindowHours).toBeGreaterThan(0);
    });

    it("reads on its wire what it has written there, and nothing that is typed gets lost", () => {
      const { words } = channel.wire ?? {};
      for (const typed of [
        "Hi",
        "2*3*4 __init__ # 1",
        "*a* _b_ ~c~",
        "> a\n- b",
        "`x` ```y```",
        "😀\n\n*é*",
        "",
      ]) {
        const heard = words?.read(typed);
        const written = words && heard && words.write(heard);
        const again = written && (written.marks.length > 0 ? written : words.read(written.text));
        expect(again?.text.replace(/^•/gm, "-")).toBe(heard?.text);
        const letters = (text = typed) => text.replace(/[^\p{L}\p{N}]/gu, "");
        expect(letters(heard?.text)).toBe(letters());
      }
    });

    it("asks in its form for credentials it has, and has words for each that is missing", () => {
      const { fields, credentials } = channel.wire ?? { fields: [], credentials: null };
      const empty = Object.fromEntries(
        fields.flatMap(({ name, isOptional }) => (isOptional ? [] : [[name, ""]])),
      );
      const issues = credentials?.safeParse(empty).error?.issues ?? [];
      const named = issues.map(({ path }) => path.join("."));
      expect(fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name)).toEqual(named);
      for (const { message } of issues) expect(message).toMatch(/^(is|has) /);
      for (const { label, hint } of fields) expect(label && hint).toBeTruthy();
    });
  },
);

/** An answer with which every provider says that it has done what was asked. */
const DONE = {
  status: 200,
  json: {
    ...{ ok: true, result: { message_id: 1, chat: { id: 1 } } },
    ...{ code: "SUCCESS", message: "done", results: { message_id: "1" } },
    ...{ success: true, messages: [{ id: "wamid.1" }], id: "sys-1" },
  },
};
const GESTURES: Record<GestureKind, Gesture> = {
  reaction: { type: "reaction", target: OURS, emoji: "👍" },
  edit: { type: "edit", target: OURS, text: "Hello again" },
  revoke: { type: "revoke", target: OURS },
  typing: { type: "typing", target: OURS },
  read: { type: "read", target: OURS },
};
/** One of each kind, and what of it has to stand in the request. */
const EXTRAS: Record<OutgoingExtra["type"], [OutgoingExtra, string]> = {
  location: [
    { type: "location", latitude: 51.501364, longitude: -0.14189, name: null, address: null },
    "51.501364",
  ],
  contacts: [
    { type: "contacts", people: [{ name: "Bob Example", phones: ["+447700900789"], emails: [] }] },
    "447700900789",
  ],
  choices: [{ type: "choices", choices: [{ id: "c:1", title: "The blue one" }] }, "The blue one"],
  template: [
    {
      ...{ type: "template", name: "order_confirmation", language: "en_US", values: {}, replies: [] },
      content: { header: null, body: "Hi", footer: "", buttons: [], examples: {} },
    },
    "order_confirmation",
  ],
};
const wired = listChannels().filter(({ wire }) => wire !== null);

describe.each(wired.map((channel) => [channel.key, channel] as const))("the wire of %s", (key, channel) => {
  const { capabilities } = channel;

  it("takes nothing that does not prove itself", () => {
    const { wire, given } = answering(key, []);
    const body = new TextEncoder().encode("{}");
    for (const header of [
      null,
      "",
      "sha256=",
      `sha256=${"0".repeat(64)}`,
      `v1,${"A".repeat(43)}=`,
      "guessed",
    ]) {
      for (const path of ["", "guessed"]) {
        const request = { headers: { get: () => header }, body, path };
        expect([header, path, wire.isFromProvider(request, given.credentials)]).toEqual([
          header,
          path,
          false,
        ]);
      }
    }
  });

  it("says of what is no delivery that it is none", () => {
    const { wire, given } = answering(key, []);
    const told = { credentials: given.credentials, receivedAt: new Date() };
    for (const garbage of [null, 7, "x", [], {}, [{}], { hello: "world" }, { entry: 1, events: 1, event: 1 }])
      expect(() => wire.parse(garbage, told)).toThrow(expect.objectContaining({ name: "ZodError" }));
  });

  it("does every gesture that the channel promises, by one request each", async () => {
    const { gestures = [] } = capabilities;
    expect(gestures.length > 0).toBe(answering(key, []).wire.gesture !== undefined);
    for (const kind of gestures) {
      const { wire, given, asked } = answering(key, [DONE]);
      const done = await wire.gesture!(GESTURES[kind], { ...given, to: ADA, route: "bc1" });
      expect([kind, done, asked.length]).toEqual([kind, { type: "done" }, 1]);
    }
  });

  it("carries every kind that the channel promises, as more than words", async () => {
    const { carries = [], choices } = capabilities;
    expect(carries.includes("choices")).toBe(choices !== undefined);
    expect(carries.includes("template")).toBe(answering(key, []).wire.listTemplates !== undefined);
    for (const kind of carries) {
      const [extra, held] = EXTRAS[kind];
      const { wire, given } = answering(key, [DONE]);
      let body = "";
      const call: typeof given.call = (path, request = {}) => {
        body = request.body ?? JSON.stringify(request.json);
        return given.call(path, request);
      };
      const message = {
        correlationId: "x",
        to: ADA,
        text: "",
        file: null,
        extra,
        replyTo: null,
        route: null,
      };
      expect(await wire.send(message, { ...given, call })).toMatchObject({ type: "sent" });
      expect(body).toContain(held);
    }
  });

  it("lets nobody believe that a provider which is away has answered", async () => {
    const { wire, given } = answering(key, []);
    const away = async () => {
      throw new ProviderSilent("There is nobody.", false);
    };
    const kinds = capabilities.gestures ?? [];
    const asks = [
      send,
      check,
      fetchFile("https://x.example/1"),
      ...kinds.map((kind) => gesture(GESTURES[kind])),
    ];
    if (wire.listTemplates) asks.push(templates);
    for (const ask of asks)
      await expect(ask(wire, { ...given, call: away, open: away })).rejects.toThrow(ProviderSilent);
  });

  it("has room under a file for no more words than in a message, and for an album what it may hold", () => {
    const { wire } = answering(key, []);
    for (const type of ["image/png", "video/mp4", "audio/ogg", "application/pdf", ""]) {
      const room = wire.captionLength(type);
      expect(room).toBeGreaterThanOrEqual(0);
      expect(room).toBeLessThanOrEqual(capabilities.maxTextLength);
      const most = capabilities.attachments!.maxCount;
      const together = wire.album?.(Array.from({ length: most + 5 }, () => type)) ?? 1;
      expect(together).toBeGreaterThanOrEqual(1);
      expect(together).toBeLessThanOrEqual(most);
    }
  });
});

/** Seconds between two messages of an inbox, to one person and to one group (contracts whatsapp-cloud §8, telegram §5). */
it.each<[string, number, number, number]>([
  ["whatsapp_cloud", 1 / 80, 6, 6],
  ["whatsapp_360dialog", 1 / 80, 6, 6],
  ["whatsapp_web", 1, 6, 6],
  ["telegram", 1 / 30, 1, 60 / 20],
  ["api", 1 / 50, 0, 0],
])("%s keeps the pace of its contract", (key, inbox, recipient, group) => {
  expect(getChannel(key).wire!.pacing).toEqual({ inbox, recipient, group });
});

it.each([
  [{ throughput: { level: "STANDARD" } }, 80],
  [{ throughput: { level: "HIGH" } }, 1000],
  // Also in the Business app on somebody's phone.
  [{ throughput: { level: "STANDARD" }, is_on_biz_app: true }, 20],
  [{}, undefined],
])("a number of which Meta says %j may send %s a second", async (says, perSecond) => {
  const { wire, given } = answering("whatsapp_cloud", [{ status: 200, json: { id: "1", ...says } }]);
  expect(await check(wire, given)).toMatchObject({ type: "known", ...(perSecond && { perSecond }) });
});

describe("the registry", () => {
  it("holds each key once and refuses an unknown one with the list of those there are", () => {
    const keys = listChannels().map((channel) => channel.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(() => getChannel("pigeon")).toThrow(/no channel “pigeon”.*web/);
  });
});
