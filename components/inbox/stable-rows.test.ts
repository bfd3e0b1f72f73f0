import { expect, it } from "vitest";
import { summaryOf } from "../realtime/testing";
import { heldRows, holdRows } from "./stable-rows";

const at = (minute: number) => `2026-11-20T09:${String(minute).padStart(2, "0")}:00.000Z`;
const order = { want: { view: "mine", sort: "newest" }, isUnread: () => false } as const;
const row = (id: string, minute: number) => summaryOf(id, { lastMessageAt: at(minute) });

it("keeps what is being read in its place, counts what came above, and lets older rows follow", () => {
  const hold = holdRows([row("c", 30), row("b", 20), row("a", 10)], order)!;
  const now = [row("new", 50), row("b", 40), row("c", 30), row("a", 10), row("older", 5)];
  const { rows, newer } = heldRows(now, hold, order);
  expect(rows.map((r) => r.id)).toEqual(["c", "b", "a", "older"]);
  expect(rows[1]!.lastMessageAt).toBe(at(40));
  expect(newer).toBe(2);
});

it("lets go of rows that have left the list", () => {
  const hold = holdRows([row("c", 30), row("b", 20)], order)!;
  expect(heldRows([row("b", 20)], hold, order)).toMatchObject({ rows: [{ id: "b" }], newer: 0 });
});
