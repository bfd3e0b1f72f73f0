import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** So many first bytes of a sealed value, its nonce and its tag with them, are those of no other one. */
export const SEAL_MARK_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D) under a 32-byte key: version, random nonce, tag, ciphertext. `context` says
 * what the bytes are and whose; a sealed value moved to another place does not open there.
 */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
}

/** The bytes again. Throws when the key or the context is another one, or a bit was changed. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed[0] !== VERSION || sealed.length < SEAL_MARK_BYTES) {
    throw new Error("This is not a sealed value of a version known here.");
  }
  const tagAt = 1 + NONCE_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, tagAt), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(tagAt, SEAL_MARK_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(SEAL_MARK_BYTES)), decipher.final()]);
}

/** A fresh data key of one owner, wrapped under the master key: what is stored. Only the wrapping changes when the master key does. */
export function makeDataKey(masterKey: Buffer, owner: string): Buffer {
  return seal(masterKey, randomBytes(32), wrapping(owner));
}

export function openDataKey(masterKey: Buffer, wrapped: Buffer, owner: string): Buffer {
  return unseal(masterKey, wrapped, wrapping(owner));
}

export function rewrapDataKey(from: Buffer, to: Buffer, wrapped: Buffer, owner: string): Buffer {
  return seal(to, openDataKey(from, wrapped, owner), wrapping(owner));
}

function wrapping(owner: string): string {
  return `data-key:${owner}`;
}
