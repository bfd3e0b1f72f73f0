import { expect, it } from "vitest";
import { perDayOf } from "./number";

it.each([
  ["TIER_250", 250],
  ["TIER_10K", 10_000],
  [100_000, 100_000],
  [2_147_483_647, 2_147_483_647],
  ["TIER_UNLIMITED", null],
  [-1, null],
  ["TIER_2147483648", undefined],
  ["TIER_99999999999999999999K", undefined],
  [1e300, undefined],
  [2.5, undefined],
  [0, undefined],
  ["TIER_NOT_SET", undefined],
])("the limit %s is %s people a day, and what is no count of people says nothing", (tier, most) => {
  expect(perDayOf(tier)).toBe(most);
});
