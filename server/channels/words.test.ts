import { expect, it } from "vitest";
import { inWords } from "./words";

const place = { type: "location" as const, latitude: 51.38, longitude: -2.35, name: null, address: null };
const MAP = "https://www.openstreetmap.org/?mlat=51.38&mlon=-2.35";

it.each([
  [place, "", "51.38, -2.35"],
  [{ ...place, name: "Our workshop" }, "", "Our workshop"],
  [{ ...place, name: "Our workshop", address: "1 Road" }, "", "Our workshop, 1 Road"],
  [{ ...place, name: "Our workshop" }, "Here we are", "Here we are"],
])("says which place it is", (extra, content, said) => {
  expect(inWords({ content, extra, files: [] })).toBe(`📍 ${said}\n${MAP}`);
});
