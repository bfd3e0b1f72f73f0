import { expect, it } from "vitest";
import { isPlainAddress } from "./plain-address";

it.each([
  ["http://gateway.example.com", true],
  [" HTTP://192.168.1.9:3000/x", true],
  ["http://127.0.0.1.example.com", true],
  ["https://gateway.example.com", false],
  ["http://localhost:3000", false],
  ["http://127.0.0.1:3000", false],
  ["http://[::1]:3000", false],
  ["http://", false],
  ["gateway", false],
])("what goes to %s can be read on its way: %s", (text, expected) => {
  expect(isPlainAddress(text)).toBe(expected);
});
