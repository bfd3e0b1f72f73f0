import { expect, it } from "vitest";
import { formatPhone } from "./phone";

it.each([
  ["+447700900142", "+44 7700 900142"],
  ["+442079460018", "+44 20 7946 0018"],
  ["+12125550143", "+1 212 555 0143"],
  ["07700", "07700"],
])("%s is shown as %s", (stored, shown) => expect(formatPhone(stored)).toBe(shown));
