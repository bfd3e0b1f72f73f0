import { describe, expect, it } from "vitest";
import { z } from "zod";
import { reasonOf } from "./reason";

const Shape = z.object({
  entry: z.array(z.object({ id: z.string(), kind: z.enum(["a", "b"]) })).min(1),
  at: z.number(),
});
const of = (given: unknown) => reasonOf(Shape.safeParse(given).error);
const SHAPE = "It is not of the shape that the provider documents: ";

describe("why a delivery could not be understood", () => {
  it.each<[unknown, string]>([
    [{ at: 1 }, "“entry” is missing"],
    [{ entry: {}, at: "1" }, "“entry” is not a list, “at” is not a number"],
    [{ entry: [{ id: "1", kind: "c" }], at: 1 }, "“entry → 1 → kind” is none of the documented values"],
    [{ entry: [], at: 1 }, "“entry” is too short or too small"],
    [null, "the whole is not a group of fields"],
    [
      { entry: [{}, {}], at: 1 },
      "“entry → 1 → id” is missing, “entry → 1 → kind” is none of the documented values, “entry → 2 → id” is missing, and 1 more",
    ],
  ])("%j", (given, words) => {
    expect(of(given)).toBe(SHAPE + words);
  });

  it("without JSON, or for a reason of ours, says that", () => {
    expect(reasonOf(new SyntaxError("Unexpected token"))).toBe("It is not JSON");
    expect(reasonOf(new Error("The inbox is not connected to a provider."))).toContain("not connected");
  });
});
