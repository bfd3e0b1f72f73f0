import { expect, it } from "vitest";
import { hrefOf, parsePath, type Route } from "./route";

const id = "0199a000-0000-7000-8000-000000000001";

it.each<[string, Route]>([
  ["/t/acme/inbox", { view: "mine", status: "open", conversationId: null, showsDetails: false }],
  [
    `/t/acme/inbox/${id}?view=all&status=resolved&details=1`,
    { view: "all", status: "resolved", conversationId: id, showsDetails: true },
  ],
  [
    "/t/acme/inbox/nonsense?view=what",
    { view: "mine", status: "open", conversationId: null, showsDetails: false },
  ],
])("%s is read, and written so that it reads the same", (path, route) => {
  const read = (href: string) => parsePath("acme", new URL(href, "http://localhost"));
  expect(read(path)).toEqual(route);
  expect(read(hrefOf("acme", route))).toEqual(route);
});
