import { expect, it } from "vitest";
import type { Website } from "../../server/modules/visitors/website";
import { installLine } from "./install-line";

const look = { icon: "chat", label: "", side: "right", gap: 24, theme: "auto" } as const;
const line = (colour: string, more: object) =>
  installLine("https://parley.example", "abc", { colour, look: { ...look, ...more } } as Website);

it("is short while the button is the usual one", () => {
  expect(line("#8127e8", {})).toBe(
    '<script async src="https://parley.example/widget.js" data-inbox="abc"></script>',
  );
});

it("tells the button what it needs before there is a chat", () => {
  expect(line("#0E7A41", { icon: "mail", label: 'Tea & "cake"', side: "left", gap: 0 })).toBe(
    '<script async src="https://parley.example/widget.js" data-inbox="abc" data-colour="#0E7A41" data-icon="mail" data-label="Tea &amp; &quot;cake&quot;" data-side="left" data-gap="0"></script>',
  );
});
