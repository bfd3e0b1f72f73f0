import { expect, it } from "vitest";
import { colourReads } from "./colour-reads";

it.each([
  ["#8127E8", "whiteReads"],
  ["#000000", "whiteReads"],
  ["#FFD400", "darkReads"],
  ["#FF6600", "darkReads"],
  ["#777777", "darkened"],
  ["red", null],
  ["#fff", null],
])("says of %s what the widget does with it", (colour, says) => expect(colourReads(colour)).toBe(says));
