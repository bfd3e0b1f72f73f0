import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { LOCALES } from "../../../widget/app/locale";
import { WIDGET_LOCALES } from "../../channels/web/settings";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { askWidget } from "../../testing/website";
import { UpdateWebsite } from "./schema";
import { textsIn, wholeTexts, wrongText } from "./texts";
import { getWebsite, updateWebsite } from "./website";

describe("a business's own words", () => {
  it.each([
    ["de", "hello", "Womit können wir dienen?", null],
    ["de", "typing", "Gleich antwortet jemand", "Keep {name} in the text: a name or a number stands there."],
    ["de", "typing", "{name} tippt, {n}", "{n} stands for nothing here."],
    ["de", "nothing", "x", "The chat has no such text."],
    ["pl", "unread.few", "{n} nowe wiadomości", null],
    ["de", "unread.few", "{n} neue", "The chat has no such text."],
    ["ar", "unread.two", "رسالتان", null],
    ["en-GB", "scores.0", "Dreadful", null],
  ] as const)("in %s for %s: %s", (locale, key, text, wrong) => {
    expect(wrongText(locale, key, text)).toBe(wrong);
  });

  it("take their places among what the widget says by itself", () => {
    expect(wholeTexts("de", { hello: "Moin", "unread.one": "{n} neue" })).toEqual({
      hello: "Moin",
      unread: { one: "{n} neue", other: textsIn("de")["unread.other"] },
    });
    expect(wholeTexts("en-GB", { "scores.4": "Perfect" }).scores).toEqual(
      expect.arrayContaining(["Terrible", "Perfect"]),
    );
  });

  it("know the languages that the widget knows", () => {
    expect([...WIDGET_LOCALES]).toEqual(LOCALES);
  });
});

describe("a website", () => {
  let rt: Runtime;
  let team: MadeTeam;
  beforeAll(async () => {
    rt = await testRuntime();
    team = await makeTeam(rt.db);
  });
  const put = (given: object) =>
    updateWebsite(memberCtx(team.owner), UpdateWebsite.parse({ inboxId: team.inbox.id, ...given }));
  const open = async (locale?: string) => {
    const body = { inbox: team.inbox.publicId, locale };
    return (await (await askWidget("session", { body })).json()).inbox;
  };

  it("tells a visitor the words of the language asked for, and of its own where none is", async () => {
    await put({
      greeting: "Ask us about tea",
      texts: { de: { hello: "Fragen Sie uns zum Tee", sent: "Raus" } },
    });
    await put({ texts: { fr: { sent: "Parti" } } });
    expect(await open("de")).toMatchObject({
      ...{ locale: "de", greeting: "Fragen Sie uns zum Tee", texts: { sent: "Raus" } },
    });
    expect(await open("es")).toMatchObject({ locale: "es", greeting: "Ask us about tea", texts: {} });
    expect((await open("xx")).locale).toBe("en-GB");
    await put({ language: "fr" });
    expect(await open()).toMatchObject({ locale: "fr", texts: { sent: "Parti" } });
    await put({ texts: { de: {} } });
    expect(await open("de")).toMatchObject({ greeting: "Ask us about tea", texts: {} });
  });

  it("keeps nothing that the widget could not say, and names the place of what is wrong", () => {
    const parsed = UpdateWebsite.safeParse({
      ...{ inboxId: team.inbox.id, texts: { de: { typing: "Gleich" } } },
    });
    expect(parsed.error?.issues[0]?.path).toEqual(["texts", "de", "typing"]);
    for (const texts of [{ xx: {} }, { de: { hello: "x".repeat(201) } }])
      expect(UpdateWebsite.safeParse({ inboxId: team.inbox.id, texts }).success).toBe(false);
  });

  it("has a button of its own, changed piece by piece", async () => {
    await put({ look: { icon: "mail", label: " Ask  us " } });
    await put({ look: { side: "left", gap: 40 } });
    expect((await open()).look).toEqual({
      icon: "mail",
      label: "Ask us",
      side: "left",
      gap: 40,
      theme: "auto",
    });
    expect((await getWebsite(memberCtx(team.owner), { inboxId: team.inbox.id })).look.gap).toBe(40);
    expect(UpdateWebsite.safeParse({ inboxId: team.inbox.id, look: { gap: 400 } }).success).toBe(false);
  });
});
