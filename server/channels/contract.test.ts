import { describe, expect, it } from "vitest";
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

describe("the registry", () => {
  it("holds each key once and refuses an unknown one with the list of those there are", () => {
    const keys = listChannels().map((channel) => channel.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(() => getChannel("pigeon")).toThrow(/no channel “pigeon”.*web/);
  });
});
