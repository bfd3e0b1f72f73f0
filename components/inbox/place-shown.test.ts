import { expect, it } from "vitest";
import { inWords } from "../../server/channels/words";
import { placeShown } from "./place-shown";

const bridge = { name: "Pulteney Bridge", address: "Bath BA2 4AT" };

it.each([
  [bridge, "", ["Pulteney Bridge", "Bath BA2 4AT"]],
  [{ ...bridge, address: null }, "", ["Pulteney Bridge", "51.3811, -2.359"]],
  [{ ...bridge, name: null }, "", ["Bath BA2 4AT", "51.3811, -2.359"]],
  [{ name: null, address: null }, "", [null, "51.3811, -2.359"]],
  [{ name: null, address: null }, "Meet me here", ["Meet me here", "51.3811, -2.359"]],
])("a place is called what it is known by (%#)", (known, content, [title, more]) => {
  const place = { type: "location" as const, latitude: 51.3811, longitude: -2.359, ...known };
  const shown = placeShown(place, inWords({ content, extra: place, files: [] }));
  expect(shown).toMatchObject({ title, more });
  expect(shown.href).toContain("mlat=51.3811&mlon=-2.359");
});
