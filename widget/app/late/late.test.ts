import { describe, expect, it } from "vitest";
import { plain } from "./plain";
import { createTitle } from "./title";

describe("the number in a page's title", () => {
  it("comes and goes, and leaves the page what is its own", () => {
    const page = { title: "(3) Shop" };
    const title = createTitle(page);
    title.show(0);
    expect(page.title).toBe("(3) Shop");
    title.show(1);
    title.show(12);
    expect(page.title).toBe("(9+) (3) Shop");
    page.title = "Basket";
    title.show(2);
    expect(page.title).toBe("(2) Basket");
    title.show(0);
    title.show(0);
    expect(page.title).toBe("Basket");
    title.show(1);
    page.title = "Till";
    title.show(0);
    expect(page.title).toBe("Till");
  });
});

describe("a message in a bubble", () => {
  it.each([
    ["Yes, **12** of [them](https://shop.example/a)", "Yes, 12 of them"],
    ["_so_ `it` is *fine*", "so it is fine"],
    ["2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"],
    ["cut off [here](https://sho", "cut off here"],
  ])("%s", (said, shown) => expect(plain(said)).toBe(shown));
});
