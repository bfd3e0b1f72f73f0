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
const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
const random = new Uint8Array(BLOCK);
let used = BLOCK;

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random, so that ids sort by the time they were made. */
export function newId(now = Date.now()): string {
  // Random bytes are drawn by the block: one draw an id costs more than the rest of a message's way in.
  if (used + 10 > BLOCK) {
    crypto.getRandomValues(random);
    used = 0;
  }
  const time = Math.floor(now).toString(16).padStart(12, "0");
  const byte = (at: number) => HEX[random[used + at]!]!;
  const version = HEX[0x70 | (random[used]! & 0x0f)]!;
  const variant = HEX[0x80 | (random[used + 2]! & 0x3f)]!;
  const id = `${time.slice(0, 8)}-${time.slice(8)}-${version}${byte(1)}-${variant}${byte(3)}-${byte(4)}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(9)}`;
  used += 10;
  return id;
}
