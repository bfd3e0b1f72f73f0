import { expect, it } from "vitest";
import type { VisitorListed, VisitorMessage, WidgetSession } from "../../server/rest/widget/contract";
import { listed } from "./listed";
import { NO_THREAD } from "./thread";

const one = (id: string, minute: number): VisitorListed => ({
  id,
  at: Date.UTC(2026, 10, 21, 9, minute),
  text: `as of the session ${id}`,
  author: null,
  isOwn: true,
  isResolved: false,
  unread: 0,
});
const message = {
  id: "m2",
  seq: 2,
  from: "team",
  author: "Tom",
  content: "Just now",
  attachments: [],
  createdAt: "2026-11-21T09:30:00.000Z",
} as unknown as VisitorMessage;

it("shows the conversation that is held as it stands, the others as the session had them, newest first", () => {
  const session = { conversations: [one("a", 20), one("b", 10)] } as WidgetSession;
  const thread = { ...NO_THREAD, id: "b", items: [message], cursor: 2 };
  expect(listed({ session, thread }).map(({ id, text, unread }) => [id, text, unread])).toEqual([
    ["b", "Just now", 1],
    ["a", "as of the session a", 0],
  ]);
  expect(listed({ session, thread: NO_THREAD }).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(listed({ session: undefined, thread })).toEqual([]);
});
