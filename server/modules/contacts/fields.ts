import { z } from "zod";
import { AppError } from "../../core/errors";

const Email = z.email().max(254);

/** Trimmed and lower-cased; null for nothing. Throws bad_request for what is no address. */
export function normaliseEmail(given: string): string | null {
  const email = given.trim().toLowerCase();
  if (email === "") return null;
  if (Email.safeParse(email).success) return email;
  throw new AppError("bad_request", `“${given.trim().slice(0, 60)}” is not an e-mail address.`, {
    field: "email",
  });
}

/**
 * E.164 ("+447700900142"), from any usual way to write an international number; null for nothing. Throws bad_request for a
 * number without its country, since nobody can say which one is meant.
 */
export function normalisePhone(given: string): string | null {
  const text = given.trim();
  if (text === "") return null;
  const digits = text
    .replace(/\(0\)/g, "")
    .replace(/[\s().\-/\u00a0\u2010-\u2015]/g, "")
    .replace(/^00/, "+");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  const shown = `“${text.slice(0, 40)}”`;
  const message = /^\+?[\d]+$/.test(digits)
    ? `${shown} lacks its country. Begin with + and the country code, as in +44 7700 900142.`
    : `${shown} is not a telephone number.`;
  throw new AppError("bad_request", message, { field: "phone" });
}

/** ISO 3166-1, two letters; null for nothing. Throws bad_request. */
export function normaliseCountry(given: string): string | null {
  const code = given.trim().toUpperCase();
  if (code === "") return null;
  if (/^[A-Z]{2}$/.test(code)) return code;
  throw new AppError("bad_request", "A country is written as two letters, as in GB.", { field: "country" });
}

/** An IANA name; null for nothing. Throws bad_request. */
export function normaliseTimeZone(given: string): string | null {
  const zone = given.trim();
  if (zone === "") return null;
  if (isTimeZone(zone)) return zone;
  throw new AppError("bad_request", "A time zone is written as in Europe/London.", { field: "timeZone" });
}

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
