import { z } from "zod";

declare const brand: unique symbol;

/** A tenant's id that a gate has vouched for. Only gates (session, API key, widget token, webhook secret, operator) mint one. */
export type TenantId = string & { readonly [brand]: "TenantId" };

/** Mints a TenantId. Call it in a gate, after the membership or token has been checked, and nowhere else. */
export function mintTenantId(checked: string): TenantId {
  return checked as TenantId;
}

export const Uuid = z.uuid();

const BLOCK = 4096;
/** Of 12 bits. */
const HEX = Array.from({ length: 4096 }, (_, n) => n.toString(16).padStart(3, "0"));
const random = new Uint16Array(BLOCK);
let used = BLOCK;
let last = { now: 0, words: "" };

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random, so that ids sort by the time they were made. */
export function newId(now = Date.now()): string {
  // Random bytes are drawn by the block: one draw an id costs more than the rest of a message's way in.
  if (used + 6 > BLOCK) {
    crypto.getRandomValues(random);
    used = 0;
  }
  if (last.now !== now) {
    const time = Math.floor(now).toString(16).padStart(12, "0");
    last = { now, words: `${time.slice(0, 8)}-${time.slice(8)}-7` };
  }
  const hex = () => HEX[random[used++]! & 0xfff]!;
  const variant = "89ab"[random[used]! >> 14];
  return `${last.words}${hex()}-${variant}${hex()}-${hex()}${hex()}${hex()}${hex()}`;
}
