// Arrays as Postgres sends and takes them in binary: of hundreds of ids at once, reading them as text is most of what it costs
// to hand a statement its values. The shape: array_recv of Postgres' arrayfuncs.c; numbers are big-endian.

const OIDS = { boolean: 16, bigint: 20, int: 23, text: 25, uuid: 2950 };
const HEAD_BYTES = 20;
const WORD = 2 ** 32;

/** An array of one dimension, of elements that take so many bytes altogether; none is null. */
function arrayOf(type: keyof typeof OIDS, length: number, elementBytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEAD_BYTES + 4 * length + elementBytes);
  // An array without elements has no dimension, and what follows is not read.
  array.writeInt32BE(length ? 1 : 0, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(OIDS[type], 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return length ? array : array.subarray(0, 12);
}

const NO_DIGIT = 16;
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}
const digitAt = (text: string, at: number): number => DIGITS[text.charCodeAt(at)] ?? NO_DIGIT;

/** For `$n::uuid[]`. Throws where one is no uuid in its usual form. */
export function uuidArray(uuids: readonly string[]): Buffer {
  const array = arrayOf("uuid", uuids.length, 16 * uuids.length);
  let to = HEAD_BYTES;
  for (const uuid of uuids) {
    to = array.writeInt32BE(16, to);
    let isValid = uuid.length === 36;
    for (let at = 0; at < 36; at += 2) {
      if (at === 8 || at === 13 || at === 18 || at === 23) {
        isValid &&= uuid[at] === "-";
        at++;
      }
      const high = digitAt(uuid, at);
      const low = digitAt(uuid, at + 1);
      isValid &&= (high | low) < NO_DIGIT;
      array[to++] = (high << 4) | low;
    }
    if (!isValid) throw new TypeError(`No uuid: ${uuid}`);
  }
  return array;
}

/** For `$n::bigint[]`: whole numbers that a JavaScript number holds exactly, or their digits. */
export function bigintArray(numbers: readonly (string | number)[]): Buffer {
  const array = arrayOf("bigint", numbers.length, 8 * numbers.length);
  let to = HEAD_BYTES;
  for (const given of numbers) {
    const number = Number(given);
    if (!Number.isSafeInteger(number) || String(number) !== String(given))
      throw new TypeError(`No whole number: ${given}`);
    const high = Math.floor(number / WORD);
    to = array.writeInt32BE(8, to);
    to = array.writeInt32BE(high, to);
    to = array.writeUInt32BE(number - high * WORD, to);
  }
  return array;
}

/** For `$n::int[]`. */
export function intArray(numbers: readonly number[]): Buffer {
  const array = arrayOf("int", numbers.length, 4 * numbers.length);
  let to = HEAD_BYTES;
  for (const number of numbers) {
    if (!Number.isInteger(number)) throw new TypeError(`No whole number: ${number}`);
    to = array.writeInt32BE(4, to);
    to = array.writeInt32BE(number, to);
  }
  return array;
}

/** For `$n::bool[]`. */
export function booleanArray(values: readonly boolean[]): Buffer {
  const array = arrayOf("boolean", values.length, values.length);
  let to = HEAD_BYTES;
  for (const value of values) {
    to = array.writeInt32BE(1, to);
    to = array.writeUInt8(value ? 1 : 0, to);
  }
  return array;
}

/** For `$n::text[]`. */
export function textArray(texts: readonly string[]): Buffer {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const array = arrayOf("text", texts.length, bytes);
  let to = HEAD_BYTES;
  for (const text of texts) {
    const length = array.write(text, to + 4);
    to = array.writeInt32BE(length, to) + length;
  }
  return array;
}
