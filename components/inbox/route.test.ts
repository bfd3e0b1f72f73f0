import { describe, expect, it } from "vitest";
import { changed, hrefOf, parsePath, type Route } from "./route";

const id = "0199a000-0000-7000-8000-000000000001";
const label = "0199a000-0000-7000-8000-000000000002";
const start: Route = {
  view: "mine",
  of: null,
  status: "open",
  sort: "newest",
  filter: null,
  search: null,
  seq: null,
  conversationId: null,
  showsDetails: false,
};
const filter = { join: "or", items: [{ field: "priority", operator: "equal_to", values: ["high"] }] };
const read = (href: string) => parsePath("acme", new URL(href, "http://localhost"));

it.each<[string, Partial<Route>]>([
  ["/t/acme/inbox", {}],
  [
    `/t/acme/inbox/${id}?view=all&status=resolved&details=1`,
    { view: "all", status: "resolved", conversationId: id, showsDetails: true },
  ],
  [
    `/t/acme/inbox?view=label&of=${label}&sort=priority_created`,
    { view: "label", of: label, sort: "priority_created" },
  ],
  [
    `/t/acme/inbox?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    { filter: filter as Route["filter"] },
  ],
  [`/t/acme/inbox/${id}?q=glaze&seq=7`, { conversationId: id, search: "glaze", seq: 7 }],
  ["/t/acme/inbox/nonsense?view=what&sort=up&filter=no&seq=x", {}],
  ["/t/acme/inbox?view=label", {}],
])("%s is read, and written so that it reads the same", (path, route) => {
  expect(read(path)).toEqual({ ...start, ...route });
  expect(read(hrefOf("acme", read(path)))).toEqual({ ...start, ...route });
});

describe("another view", () => {
  it("begins without the last one's status, filter and search; its order stays", () => {
    const at = read(`/t/acme/inbox/${id}?view=label&of=${label}&status=any&sort=oldest&q=tea&seq=3`);
    expect(changed(at, { view: "all", conversationId: null })).toEqual({
      ...start,
      view: "all",
      sort: "oldest",
    });
    expect(changed(at, { conversationId: null })).toMatchObject({ view: "label", of: label, status: "any" });
  });
});
