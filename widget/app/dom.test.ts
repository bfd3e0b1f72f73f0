import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Child, Fragment, jsx, type VNode } from "../jsx/jsx-runtime";
import { FakeNode, fakeDocument } from "../testing/fake-dom";
import { seeded } from "../testing/random";
import { patch } from "./dom";

beforeAll(() => {
  vi.stubGlobal("document", fakeDocument);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** What the compiler makes of `<tag {...props}>children</tag>`. */
function h(tag: Parameters<typeof jsx>[0], props: Record<string, unknown>, ...children: Child[]): VNode {
  const { key, ...rest } = props;
  return jsx(tag, { ...rest, children }, key as string | undefined);
}

function stage() {
  const root = new FakeNode("root");
  let drawn: VNode[] = [];
  const draw = (child: Child) => {
    drawn = patch(root as unknown as Element, drawn, child);
    return root.childNodes.map((node) => node.html()).join("");
  };
  return { root, draw };
}

describe("drawing", () => {
  it("makes elements, texts, fragments and components, and nothing of null, false and empty", () => {
    const { draw } = stage();
    const bold = ({ children }: { children: Child }) => h("b", {}, children);
    const inside = h(Fragment, {}, "a", h(bold, {}, "c"));
    const made = draw(
      h("p", { class: "x", hidden: false, title: undefined, "data-n": 0 }, null, false, "", 0, inside),
    );
    expect(made).toBe('<p class="x" data-n="0">0a<b>c</b></p>');
  });

  it("changes attributes, handlers and texts in place", () => {
    const { root, draw } = stage();
    const first = () => {};
    draw(h("p", { class: "a", onClick: first }, "one"));
    const node = root.firstChild!;
    expect(node.onclick).toBe(first);
    expect(draw(h("p", { title: "b" }, "two"))).toBe('<p title="b">two</p>');
    expect(root.firstChild).toBe(node);
    expect(node.onclick).toBeNull();
  });

  it("gives SVG its namespace, and what is inside it", () => {
    const { root, draw } = stage();
    draw(h("svg", {}, h("path", { d: "M0 0" })));
    expect(root.firstChild!.namespaceURI).toContain("svg");
    expect(root.firstChild!.firstChild!.namespaceURI).toContain("svg");
  });

  it("moves nothing that stays: the text box keeps its focus when lines come and go before it", () => {
    const { root, draw } = stage();
    const lines = (n: number) => Array.from({ length: n }, (_, i) => h("p", { key: `${i}` }, `${i}`));
    const scene = (n: number) => [n > 0 && h("header", {}, n), lines(n), h("textarea", {})];
    draw(scene(0));
    const field = root.firstChild!;
    for (const n of [3, 1, 0, 5]) {
      draw(scene(n));
      expect(root.childNodes.at(-1)).toBe(field);
      expect(field.moves).toBe(0);
    }
  });

  it("leaves alone what it did not make", () => {
    const { root, draw } = stage();
    const sign = new FakeNode("svg");
    root.insertBefore(sign, null);
    draw(h("span", {}, "1"));
    draw(h("span", {}, "2"));
    draw(null);
    expect(root.childNodes).toEqual([sign]);
    expect(sign.moves).toBe(0);
  });

  it("calls a ref once, when the node is born", () => {
    const { draw } = stage();
    const ref = vi.fn();
    draw(h("p", { ref }, "a"));
    draw(h("p", { ref }, "b"));
    expect(ref).toHaveBeenCalledOnce();
  });

  it("turns any list into any other, and keeps the node of every key", () => {
    const random = seeded(3);
    const { root, draw } = stage();
    let before = new Map<string, FakeNode>();
    for (let step = 0; step < 500; step++) {
      const keys = Array.from({ length: 12 }, (_, i) => `${i}`)
        .filter(() => random() < 0.6)
        .sort(() => (random() < 0.7 ? 0 : random() - 0.5));
      const items = keys.map((key) => h("li", { key }, key));
      expect(draw(h("ul", {}, items))).toBe(`<ul>${keys.map((key) => `<li>${key}</li>`).join("")}</ul>`);
      const after = new Map(root.firstChild!.childNodes.map((node) => [node.html(), node]));
      for (const [html, node] of after) if (before.has(html)) expect(node).toBe(before.get(html));
      before = after;
    }
  });
});
