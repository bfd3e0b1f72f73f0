import { z } from "zod";

declare const brand: unique symbol;

/** A tenant's id that a gate has vouched for. Only gates (session, API key, widget token, webhook secret, operator) mint one. */
export type TenantId = string & { readonly [brand]: "TenantId" };

/** Mints a TenantId. Call it in a gate, after the membership or token has been checked, and nowhere else. */
export function mintTenantId(checked: string): TenantId {
  return checked as TenantId;
}

export const Uuid = z.uuid();

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random, so that ids sort by the time they were made. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
