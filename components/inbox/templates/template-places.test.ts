import { expect, it } from "vitest";
import { type TemplateContent, variablesOf } from "../../../server/core/template";
import { aroundPlace, nameOfPlace } from "./template-places";

const content: TemplateContent = {
  header: { type: "text", text: "{{1}}" },
  body: "Hi {{1}}, order {{2}} is on its way and will reach you in a few days.\nAsk for {{first_name}}",
  footer: "",
  buttons: [{ type: "url", title: "Track it", url: "https://shop.example/track/{{1}}" }],
  examples: {},
};

it("a place is named as a person would, and shown among the words around it", () => {
  expect(variablesOf(content).map((one) => [nameOfPlace(one), aroundPlace(content, one)])).toEqual([
    [null, ""],
    [null, "Hi ____, order … is on its way and …"],
    [null, "Hi …, order ____ is on its way and will …"],
    ["First name", "Ask for ____"],
    ["Track it", "https://shop.example/track/____"],
  ]);
});
