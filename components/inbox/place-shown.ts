import type { MessageExtras } from "../../server/modules/messages/schema";

type Place = Extract<NonNullable<MessageExtras["shared"]>, { type: "location" }>;

/** What a card says of a place, and where it is on a map. `words`: those of the message, whose first line may hold more. */
export function placeShown(
  place: Place,
  words: string,
): { title: string | null; more: string; href: string } {
  const { latitude, longitude, name, address } = place;
  const at = `${latitude}, ${longitude}`;
  const said = words.split("\n", 1)[0]!.replace(/^📍 /u, "");
  const known = [name, address].filter(Boolean).join(", ");
  const title = name || (said !== at && said !== known && said) || null;
  return {
    title: title ?? address,
    more: (title && address) || at,
    href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
  };
}
