import { beforeAll, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { mixed, played } from "../../testing/any-order";
import { testRuntime } from "../../testing/runtime";

const time = (second: number) => new Date(Date.UTC(2026, 7, 24, 10, 30, second)).toISOString();
const GUEST = { id: "guest-3" };
const ADA = { id: "cust-77", phone: "+447700900123", name: "Ada Example" };
const BEN = { id: "cust-78", name: "Ben" };
const ROOM = { id: "room-5", name: "Wholesale" };
const said = (id: string, second: number, contact: object, body: object) => ({
  ...{ type: "message", id, at: time(second), contact },
  ...body,
});
const edit = (message: string, second: number, text: string, author = "contact") => ({
  ...{ type: "edit", message, at: time(second), text, author },
});
const react = (message: string, second: number, contact: object, emoji: string | null) => ({
  ...{ type: "reaction", message, at: time(second), contact, emoji },
});
const status = (message: string, second: number, is: string, more: object = {}) => ({
  ...{ type: "status", message, status: is, at: time(second) },
  ...more,
});

// A guest who turns out to be Ada, two sides, edits, take-backs, receipts; Ben, who cannot be reached any more; and a room.
const STORY = [
  said("m1", 1, GUEST, { text: "Where is my parcel?" }),
  said("m2", 2, GUEST, { text: "Which one?", author: "us" }),
  status("m2", 3, "delivered"),
  status("m2", 4, "read"),
  { type: "renamed", from: GUEST, contact: ADA, at: time(5) },
  said("m3", 6, ADA, { text: "The blue pot", replyTo: "m2" }),
  edit("m3", 7, "The blue pots"),
  edit("m3", 8, "Two blue pots"),
  edit("m2", 9, "Which of them?", "us"),
  react("m2", 10, ADA, "👍"),
  react("m2", 11, ADA, "❤️"),
  react("m1", 11, ADA, "🙂"),
  react("m1", 12, ADA, null),
  said("m4", 13, ADA, { text: "Forget that" }),
  { type: "revoke", message: "m4", at: time(14) },
  said("m5", 15, ADA, {
    files: [{ url: "https://files.example.com/pot.jpg", contentType: "image/jpeg", name: "pot.jpg" }],
  }),
  { type: "call", id: "c1", contact: ADA, at: time(16), outcome: "answered", seconds: 61 },
  said("m6", 20, BEN, { text: "Do you deliver?" }),
  said("m7", 21, BEN, { text: "We do.", author: "us" }),
  status("m7", 22, "failed", { error: { code: "bounced", reason: "The app was removed." } }),
  { type: "reachable", contact: BEN, isReachable: false, at: time(23) },
  said("m8", 30, ADA, { text: "Hi all", group: ROOM }),
  said("m9", 31, BEN, { location: { latitude: 51.5, longitude: -0.1, name: "Shop" }, group: ROOM }),
];

let rt: Runtime;
let straight: ReturnType<typeof play> | undefined;
beforeAll(async () => {
  rt = await testRuntime();
});

/** One event comes bare, several as a batch. */
const bodyOf = (events: object[]) => (events.length === 1 ? events[0] : { events });
const play = (deliveries: object[][]) =>
  played(rt, "api", deliveries, (events, n) => [{ ...bodyOf(events), n }], { namespace: "0123456789ab" });

it("a system's events tell this when they come as they were sent", async () => {
  straight ??= play(STORY.map((one) => [one]));
  const conversations = await straight;
  expect(conversations).toMatchObject([
    {
      contact: { name: "Ada Example", phone: "+447700900123" },
      incomingCount: 4,
      messages: [
        { content: "Where is my parcel?", reactions: [] },
        { kind: "outgoing", content: "Which of them?", status: "read", reactions: ["❤️"] },
        { content: "Two blue pots", replyTo: "m2", was: [{}, { content: "The blue pots" }, {}] },
        { content: "", isDeleted: true },
        { files: ["https://files.example.com/pot.jpg"] },
        { kind: "activity", content: "📞 Call (1:01)" },
      ],
    },
    {
      contact: { name: "Ben" },
      messages: [{}, { status: "failed", error: { code: "bounced", reason: "The app was removed." } }],
    },
    { contact: { name: "Wholesale" }, incomingCount: 2, messages: [{ content: "Hi all" }, {}] },
  ]);
});

it.each(Array.from({ length: 4 }, (_, seed) => seed + 1))(
  "and the same when mixed with seed %i, in batches",
  async (seed) => {
    straight ??= play(STORY.map((one) => [one]));
    expect(await play(mixed(STORY, seed))).toEqual(await straight);
  },
);
