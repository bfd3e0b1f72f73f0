import { describe, expect, it } from "vitest";
import { formatOf, localeOf } from "./locale";

describe("the language of the chat", () => {
  it.each([
    [["de"], "de"],
    [["DE_at"], "de"],
    [["pt-BR"], "pt-BR"],
    [["pt-PT"], "pt-BR"],
    [["en"], "en-GB"],
    [["en-US"], "en-GB"],
    [["ar-EG", "fr"], "ar"],
    [["fil", "dent", "", null, undefined, "nl-BE"], "nl"],
    [["zh-Hant-TW", "ja"], undefined],
    [[], undefined],
  ])("for %j is %s", (asked, locale) => expect(localeOf(asked)).toBe(locale));

  it("writes dates as the visitor is used to, where they read the language", () => {
    expect(formatOf("de", ["en-GB", "de-AT", "de"])).toBe("de-AT");
    expect(formatOf("en-GB", ["en-US"])).toBe("en-US");
    expect(formatOf("de", ["en-GB"])).toBe("de");
  });
});
