import { expect, it } from "vitest";
import { takenIn } from "./use-kept-form";

it("what somebody else has saved comes in, and what is not saved here stays", () => {
  const stored = { name: "Shop", members: ["a"], hours: { isOn: false } };
  const given = { name: "Shop chat", members: ["a", "b"], hours: { isOn: true } };
  expect(takenIn(stored, stored, given)).toEqual(given);
  expect(takenIn({ ...stored, hours: { isOn: false }, name: "Mine" }, stored, given)).toEqual({
    ...given,
    name: "Mine",
  });
});
