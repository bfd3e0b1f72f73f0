import { expect, it } from "vitest";
import { previewOf } from "../../core/plain-text";
import { toQuote } from "./message-row";

it("shows a message in a list as it is read: one line, without signs, at most 160 characters", () => {
  expect(previewOf("**Two** lids are\non their _way_, see [the page](https://acme.test/lids)", [])).toBe(
    "Two lids are on their way, see the page",
  );
  expect(previewOf("@[Priya Nair](member:0199a1b2-0000-7000-8000-000000000001) look", [])).toBe(
    "@Priya Nair look",
  );
  expect(previewOf("2 * 3 * 4 and snake_case_name", [])).toBe("2 * 3 * 4 and snake_case_name");
  expect(previewOf("*I* typed\n`this`", [], "incoming")).toBe("*I* typed `this`");
  expect(previewOf("**_Both_** ~~and~~", [])).toBe("Both and");
  expect(previewOf("2 ** 3 ** 4, *so*", [], "outgoing", [])).toBe("2 ** 3 ** 4, *so*");
  expect(previewOf(" \n", [{ name: "lid.jpg" }])).toBe("lid.jpg");
  expect(previewOf("word ".repeat(200), [])).toMatch(/^(word )+…$|^.{159}…$/);
  expect(previewOf("word ".repeat(200), []).length).toBeLessThanOrEqual(160);
  expect(previewOf(`${"a".repeat(158)}${"🎈".repeat(9)}`, []), "no half of a character").toBe(
    `${"a".repeat(158)}…`,
  );
});

it("quotes what is no Markdown as it stands", () => {
  const quoted = {
    ...{ id: "1", seq: 1, kind: "outgoing" as const, author: { kind: "member" as const, id: null } },
    ...{ text: "*so*", fileName: null, isDeleted: false },
  };
  expect(toQuote({ ...quoted, marks: [] })).toEqual(quoted);
  expect(toQuote({ ...quoted, marks: null })).toEqual({ ...quoted, text: "so" });
});
