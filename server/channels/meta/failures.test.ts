import { expect, it } from "vitest";
import { failureOf } from "./failures";

it.each([
  [133000, /has not ended yet/],
  [133005, /two-step PIN already/],
  [133006, /not verified/],
  [133008, /too often/],
  [133009, /too soon/],
  [133015, /a moment ago/],
  [133016, /ten times in three days/],
  [133012, /did not register/],
])("what Meta says of a registration (%i) has words of its own, and a mend", (code, reason) => {
  const failure = failureOf({ code });
  expect(failure).toMatchObject({ code: String(code), reason: expect.stringMatching(reason) });
  expect(failure.fix).toMatch(/inbox's settings/);
});
