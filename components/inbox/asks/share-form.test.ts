import { expect, it } from "vitest";
import { EMPTY_SHARE, placeOf, shareOf } from "./share-form";

it.each([
  ["51.5072, -0.1276", 51.5072, -0.1276],
  ["-33.86 151.2", -33.86, 151.2],
  ["https://www.google.com/maps/place/Big+Ben/@51.5007,-0.1246,17z/data=!3m1", 51.5007, -0.1246],
  ["https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=12/1/2", 52.52, 13.405],
  ["https://www.openstreetmap.org/#map=15/48.85/2.35", 48.85, 2.35],
  ["https://maps.apple.com/?ll=40.7,-74&q=Somewhere", 40.7, -74],
])("finds the place in %s", (text, latitude, longitude) => {
  expect(placeOf(text)).toEqual({ latitude, longitude });
});

it.each(["", "London", "91, 0", "0, 181", "https://shop.example/mugs", "1.2.3, 4"])(
  "finds no place in “%s”",
  (text) => {
    expect(placeOf(text)).toBeNull();
  },
);

it("asks for a name and one way to reach somebody", () => {
  const card = { ...EMPTY_SHARE, kind: "contacts", name: " Ada " } as const;
  expect(shareOf(card)).toBeNull();
  expect(shareOf({ ...card, phone: "+44 7700 900123" })).toEqual({
    type: "contacts",
    people: [{ name: "Ada", phones: ["+44 7700 900123"], emails: [] }],
  });
});
