import { expect, it } from "vitest";
import { FormField } from "../../../server/core/form";
import { readAnswers } from "../../../server/modules/contacts/form-answers";
import { DEFAULT_TEXTS } from "../texts";
import { problemOf } from "./check";
import { lateTexts } from "./words";

const texts = lateTexts(DEFAULT_TEXTS);
const field = (given: object) => FormField.parse({ key: "a", kind: "text", label: "A", ...given });
const text = field({});
const needed = field({ isRequired: true });
const email = field({ kind: "email" });
const phone = field({ kind: "phone" });
const date = field({ kind: "date" });
const select = field({ kind: "select", choices: ["Oat", "Clay"] });
const order = field({ pattern: "FK-\\d{5}|none", hint: "Like FK-12345" });
const box = field({ kind: "checkbox", isRequired: true });

it.each([
  [text, "", true],
  [text, "anything", true],
  [needed, "  ", false],
  [needed, "x", true],
  [email, "", true],
  [email, "name@example.com", true],
  [email, " Name@Shop.Example.com ", true],
  [email, "daniel@example", false],
  [email, "a b@example.com", false],
  [email, "name@example..com", false],
  [phone, "+44 7700 900142", true],
  [phone, "0044 (0)7700-900142", true],
  [phone, "07700 900142", false],
  [phone, "+44 call me", false],
  [date, "2026-12-24", true],
  [date, "24/12/2026", false],
  [select, "Clay", true],
  [select, "Glass", false],
  [order, "FK-12345", true],
  [order, "none", true],
  [order, "xFK-12345x", false],
  [order, `FK-12345${"0".repeat(200)}`, false],
  [box, true, true],
  [box, false, false],
])("%j answered with %j: the browser and the server say the same", (asked, given, isRight) => {
  expect(problemOf(asked, given, texts) === undefined).toBe(isRight);
  const onServer = () => readAnswers([asked], { a: given }, [], "en-GB");
  if (isRight) expect(onServer).not.toThrow();
  else expect(onServer).toThrow();
});

it("says what a right answer looks like", () => {
  expect(problemOf(order, "12345", texts)).toBe("Like FK-12345");
  expect(problemOf(email, "x", texts)).toBe("An e-mail looks like name@example.com");
});
