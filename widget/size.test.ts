import { expect, test } from "vitest";
import { bundleWidget } from "./bundle";
import { sizesOf, WIDGET_BUDGET, widgetSizes } from "./size";

test("the widget stays within its budgets", async () => {
  const { loader, app, all } = await widgetSizes();
  expect(loader).toBeLessThanOrEqual(WIDGET_BUDGET.loader);
  expect(all).toBeLessThanOrEqual(WIDGET_BUDGET.all);
  expect(all).toBe(loader + app);
});

test("the same sources make the same bytes, and the loader knows the chat by the hash of its content", async () => {
  const [one, two] = [await bundleWidget(), await bundleWidget()];
  expect(one).toEqual(two);
  expect(sizesOf(one)).toEqual(sizesOf(two));
  const text = new TextDecoder().decode(one.loader.bytes);
  const entry = one.app.find(({ path }) => path.endsWith("/app.js"))!;
  expect(entry.path).toMatch(/^\/widget\/[0-9a-f]{16}\/app\.js$/);
  expect(text).toContain(entry.path);
});

test("what a plain first chat does without comes apart, and only then", async () => {
  const { app } = await bundleWidget();
  const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
  expect(app.some((file) => file.isLate && text(file).includes("radiogroup"))).toBe(true);
  expect(app.filter((file) => !file.isLate && text(file).includes("radiogroup"))).toEqual([]);
});

test("nothing in it needs what a strict content security policy forbids", async () => {
  const { loader, app } = await bundleWidget();
  for (const { path, bytes } of [loader, ...app]) {
    const text = new TextDecoder().decode(bytes);
    expect(text, path).not.toMatch(
      /\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|"style"/,
    );
  }
});
