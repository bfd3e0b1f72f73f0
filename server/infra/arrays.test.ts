import { expect, it } from "vitest";
import { newId } from "../core/ids";
import { testDatabase } from "../testing/database";
import { bigintArray, booleanArray, intArray, textArray, uuidArray } from "./arrays";
import { statement } from "./db";

const ODD = [
  ...["", "null", "NULL", " ", "a,b", "{a}", 'say "hi"', "back\\slash", "line\nbreak", "wamid.HBg+/=", "'"],
  ...["Grüße, 😀", "x".repeat(5_000)],
];
const UUIDS = [
  newId(),
  newId(),
  "00000000-0000-0000-0000-000000000000",
  "FFFFFFFF-ffff-4FFF-bfff-0123456789ab",
];
const BIGINTS = [
  "1",
  "-1",
  "0",
  "4294967295",
  "4294967296",
  "-4294967297",
  "9007199254740991",
  "-9007199254740991",
];

it.each([
  ["text", textArray(ODD), ODD],
  ["uuid", uuidArray(UUIDS), UUIDS.map((uuid) => uuid.toLowerCase())],
  ["bigint", bigintArray(BIGINTS), BIGINTS],
  ["bigint", bigintArray([7, -(2 ** 40)]), ["7", String(-(2 ** 40))]],
  ["int", intArray([0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]), [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]],
  ["bool", booleanArray([true, false, true]), [true, false, true]],
  ["text", textArray([]), []],
  ["uuid", uuidArray([]), []],
  ["bigint", bigintArray([]), []],
  ["int", intArray([]), []],
  ["bool", booleanArray([]), []],
])("an array of %s reaches Postgres as it is", async (type, sent, expected) => {
  const { db } = await testDatabase();
  const echo = statement<{ all: unknown[]; n: number }>(
    `echo_${type}`,
    `select $1::${type}[] as all, coalesce(array_length($1::${type}[], 1), 0) as n`,
  );
  expect(await db.sql(echo, [sent])).toEqual([{ all: expected, n: expected.length }]);
});

it.each([
  "",
  "no uuid",
  "0123456789abcdef0123456789abcdef",
  "01234567-89ab-cdef-0123-456789abcde",
  "01234567-89ab-cdef-0123-456789abcdefa",
  "01234567-89ab-cdef-0123-456789abcdeg",
  "01234567089ab-cdef-0123-456789abcdef",
  "01234567-89ab-cdef-0123-456789abcdeé",
])("%j is no uuid", (text) => {
  expect(() => uuidArray([newId(), text])).toThrow(TypeError);
});

it.each([Number.NaN, 1.5, 2 ** 53, "9007199254740993", "twelve", "", " ", "0x10", "1e3"])(
  "%j is no whole number",
  (number) => {
    expect(() => bigintArray([number])).toThrow(TypeError);
  },
);

it.each([Number.NaN, 1.5, 2 ** 31, -(2 ** 31) - 1])("%s is no int", (number) => {
  expect(() => intArray([number])).toThrow(Error);
});

it("half of a pair of code units goes as the sign for what cannot be shown", async () => {
  const { db } = await testDatabase();
  const echo = statement<{ all: string[] }>("echo_halves", "select $1::text[] as all");
  const [given, shown] = [
    ["a\ud83d", "\ude00b", "c"],
    ["a\ufffd", "\ufffdb", "c"],
  ];
  expect(await db.sql(echo, [textArray(given)])).toEqual([{ all: shown }]);
});
