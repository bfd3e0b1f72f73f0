import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Child } from "../../jsx/jsx-runtime";
import { FakeNode, fakeDocument } from "../../testing/fake-dom";
import { patch } from "../dom";
import { linked } from "../view/links";
import { rich } from "./rich";

beforeAll(() => {
  vi.stubGlobal("document", fakeDocument);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

function html(child: Child): string {
  const root = new FakeNode("root");
  patch(root as unknown as Element, [], child);
  return root.childNodes.map((node) => node.html()).join("");
}
const REL = 'target="_blank" rel="noopener noreferrer nofollow"';

describe("what the team writes", () => {
  it.each([
    ["**Hello** and *you*, _too_", "<span><b>Hello</b> and <em>you</em>, <em>too</em></span>"],
    ["run `a_b_c **x**`", "<span>run <code>a_b_c **x**</code></span>"],
    ["2 * 3 * 4, snake_case_name, **", "<span>2 * 3 * 4, snake_case_name, **</span>"],
    ["[our *page*](https://a.test/x)", `<span><a href="https://a.test/x" ${REL}>our *page*</a></span>`],
    [
      "see https://a.test/x_y_z.",
      `<span>see <a href="https://a.test/x_y_z" ${REL}>https://a.test/x_y_z</a>.</span>`,
    ],
    ["**https://a.test**", "<span><b>https://a.test</b></span>"],
    ["[x](javascript:alert(1))", "<span>[x](javascript:alert(1))</span>"],
    [
      "Bring:\n- tea\n- a *kettle*\nbye",
      "<span>Bring:</span><ul><li>tea</li><li>a <em>kettle</em></li></ul><span>bye</span>",
    ],
    ["3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'],
    ["> she said\n> so\nYes", "<blockquote>she said\nso</blockquote><span>Yes</span>"],
    ["-5 degrees\n1.5 litres", "<span>-5 degrees\n1.5 litres</span>"],
  ])("draws %j", (text, drawn) => expect(html(rich(text))).toBe(drawn));

  it("never becomes an element of its own", () => {
    const text = "<img src=x onerror=alert(1)> **<b onclick=x>**";
    const root = new FakeNode("root");
    patch(root as unknown as Element, [], rich(text));
    expect(root.childNodes.map((node) => node.html().replace(/<\/?(span|b)>/g, "")).join("")).toBe(
      text.replaceAll("**", ""),
    );
  });

  it("is split in the blink of an eye, whatever it is", () => {
    const texts = ["*", "_", "[", "`", "[a](https://", "> "].map((sign) => sign.repeat(10_000 / sign.length));
    const from = performance.now();
    for (const text of texts) rich(text);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe("what the visitor writes", () => {
  it("stays as it is, with its addresses as links", () => {
    expect(html(linked("**no** https://a.test"))).toBe(
      `**no** <a href="https://a.test" ${REL}>https://a.test</a>`,
    );
  });
});
