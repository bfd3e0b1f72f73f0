import { expect, it } from "vitest";
import { splitLinks } from "./links";

it.each<[string, [string, string?][]]>([
  ["no address", [["no address"]]],
  ["see https://a.example/x?y=1.", [["see "], ["https://a.example/x?y=1", "https://a.example/x?y=1"], ["."]]],
  ["(www.a.example)", [["("], ["www.a.example", "https://www.a.example"], [")"]]],
  ["https://a.example/b_(c)", [["https://a.example/b_(c)", "https://a.example/b_(c)"]]],
  ["grace@example.com, now", [["grace@example.com", "mailto:grace@example.com"], [", now"]]],
  ["javascript:alert(1)", [["javascript:alert(1)"]]],
  ['<a href="https://a.example">', [['<a href="'], ["https://a.example", "https://a.example"], ['">']]],
  ["", []],
])("%s", (text, parts) => {
  expect(splitLinks(text).map((p) => (p.href ? [p.text, p.href] : [p.text]))).toEqual(parts);
});
