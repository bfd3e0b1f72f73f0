import type { Share } from "../../../server/modules/messages/schema";

export type ShareForm = {
  kind: Share["type"];
  place: string;
  name: string;
  address: string;
  phone: string;
  email: string;
};
export const EMPTY_SHARE: ShareForm = {
  ...{ kind: "location", place: "", name: "", address: "", phone: "", email: "" },
};

/** Where a map's link keeps the coordinates: @lat,lon of Google, mlat and mlon of OpenStreetMap, ll= and q= of the others. */
const LINKS = [
  /@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)/,
  /mlat=(-?\d+(?:\.\d+)?)&mlon=(-?\d+(?:\.\d+)?)/,
  /[?&](?:ll|q|query|daddr)=(-?\d+(?:\.\d+)?)(?:,|%2C)(-?\d+(?:\.\d+)?)/i,
  /#map=\d+\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)/,
];
const PAIR = /^\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*$/;

/** The place in "51.5072, -0.1276" or in a map's link; null for none on this Earth. */
export function placeOf(text: string): { latitude: number; longitude: number } | null {
  const patterns = text.includes("://") ? LINKS : [PAIR];
  for (const pattern of patterns) {
    const [, latitude = Number.NaN, longitude = Number.NaN] = (pattern.exec(text) ?? []).map(Number);
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  }
  return null;
}

/** What is to be sent; null while it is not enough. */
export function shareOf({ kind, place, name, address, phone, email }: ShareForm): Share | null {
  if (kind === "location") {
    const at = placeOf(place);
    return at && { type: kind, ...at, name: name.trim() || null, address: address.trim() || null };
  }
  const ways = { phones: [phone.trim()].filter(Boolean), emails: [email.trim()].filter(Boolean) };
  const isEnough = name.trim() && (ways.phones.length || ways.emails.length);
  return isEnough ? { type: kind, people: [{ name: name.trim(), ...ways }] } : null;
}
