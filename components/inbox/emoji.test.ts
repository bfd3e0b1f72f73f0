import { expect, it } from "vitest";
import { findEmoji } from "./emoji";

it.each([
  ["en-GB", "sailing boat", "railway carriage"],
  ["en-US", "sailboat", "railway car"],
])("emoji have the names of the reader's language: %s", async (locale, boat, carriage) => {
  expect((await findEmoji(boat, locale))[0]).toMatchObject({ label: boat });
  expect((await findEmoji(carriage, locale)).map(({ label }) => label)).toContain(carriage);
});

it("a name is found without its accents", async () => {
  const [first] = await findEmoji("coracao partido", "pt-BR");
  expect(first).toMatchObject({ unicode: "💔", label: "coração partido" });
});
