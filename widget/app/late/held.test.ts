import { expect, it } from "vitest";
import { createWord } from "../word";
import { heldOf, letGo } from "./held";

/** The chats of a page, one for each conversation that is looked at; a new word is another person. */
const person = () => createWord({ said: {}, emit: () => {} });
const chatOf = (word: ReturnType<typeof person>) => ({ tools: { word } });

it("what somebody typed outlives a look at another conversation, and is never shown to who comes after them", () => {
  const [one, two] = [person(), person()];
  heldOf(chatOf(one), "before").answers.email = "grace@fern.example";
  expect(heldOf(chatOf(one), "before").answers.email).toBe("grace@fern.example");
  expect(heldOf(chatOf(two), "before").answers).toEqual({});
  letGo(chatOf(one), "before");
  expect(heldOf(chatOf(one), "before").answers).toEqual({});
});
