import { beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { mixed, played } from "../../testing/any-order";
import { metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";

let rt: Runtime;
let straight: ReturnType<typeof play> | undefined;
beforeAll(async () => {
  rt = await testRuntime();
});

const BSUID = "GB.13491208655302741918";
const PHONE = "447700900123";
const START = 1_787_654_400;
const both = { from: PHONE, from_user_id: BSUID };
const listed = (name: string, ids: object = { wa_id: PHONE, user_id: BSUID }) => [
  { ...ids, profile: { name } },
];

type Value = Record<string, unknown>;
const message = (n: number, who: object, body: object, contacts?: object[]): Value => ({
  ...(contacts && { contacts }),
  messages: [{ id: `wamid.${n}`, timestamp: String(START + n), ...who, ...body }],
});
const text = (body: string) => ({ type: "text", text: { body } });
const status = (n: number, id: number, is: string): Value => ({
  statuses: [{ id: `wamid.${id}`, status: is, timestamp: String(START + n), recipient_id: PHONE }],
});
const echo = (n: number, body: string, to = PHONE): Value => ({
  message_echoes: [
    { id: `wamid.${n}`, timestamp: String(START + n), from: "12025550100", to, ...text(body) },
  ],
});
const react = (n: number, id: number, emoji?: string) =>
  message(n, both, { type: "reaction", reaction: { message_id: `wamid.${id}`, ...(emoji && { emoji }) } });
const edit = (n: number, id: number, body: string) =>
  message(n, both, { type: "edit", edit: { original_message_id: `wamid.${id}`, message: text(body) } });

/** A morning with one customer: known by number, then by a username's id, then by both; and somebody else beside. */
const STORY: Value[] = [
  message(1, { from: PHONE }, text("Hello, is the shop open?"), listed("Ada", { wa_id: PHONE })),
  echo(2, "Yes, until six."),
  status(3, 2, "sent"),
  status(4, 2, "delivered"),
  status(5, 2, "read"),
  message(10, { from_user_id: BSUID }, text("And tomorow?"), listed("Ada", { user_id: BSUID })),
  edit(11, 10, "And tomorrow?"),
  edit(12, 10, "And on Sunday?"),
  // In the same second: Meta tells no more of the time, and it has to be one of them.
  edit(12, 10, "And on Sundays?"),
  react(13, 2, "👍"),
  react(14, 2, "❤️"),
  react(14, 2),
  react(15, 1, "🙂"),
  react(16, 1),
  message(20, both, { ...text("The blue one, please"), context: { id: "wamid.2" } }, listed("Ada Example")),
  message(21, both, text("Forget that"), listed("Ada Example")),
  message(22, both, { type: "revoke", revoke: { original_message_id: "wamid.21" } }),
  message(30, { from: "447700900124" }, text("Do you deliver?"), listed("Ben", { wa_id: "447700900124" })),
  echo(31, "We do.", "447700900124"),
  {
    statuses: [
      { ...(status(32, 31, "failed") as { statuses: object[] }).statuses[0], errors: [{ code: 131026 }] },
    ],
  },
  message(
    40,
    { from: PHONE },
    {
      type: "system",
      system: { type: "user_changed_number", wa_id: "447700900789", user_id: "GB.2222", body: "changed" },
    },
  ),
  message(41, { from: "447700900789", from_user_id: "GB.2222" }, text("It is me, with a new number")),
];

const play = (deliveries: Value[][]) =>
  played(rt, "whatsapp_cloud", deliveries, (values, n) => [{ ...metaDelivery(...values), n }]);

describe("deliveries in any order, any number of times, in any batches", () => {
  it("tell this when they come as they were sent", async () => {
    expect(await play(STORY.map((value) => [value]))).toMatchObject([
      {
        contact: { name: "Ada Example", phone: "+447700900789" },
        names: ["bsuid:GB.13491208655302741918", "bsuid:GB.2222", "phone:447700900123", "phone:447700900789"],
        messages: [
          { content: "Hello, is the shop open?", reactions: [] },
          { content: "Yes, until six.", kind: "outgoing", status: "read", reactions: ["❤️"] },
          {
            content: "And on Sundays?",
            was: [{ content: "And tomorow?" }, { content: "And tomorrow?" }, {}, {}],
          },
          { content: "The blue one, please", replyTo: "wamid.2" },
          { content: "", isDeleted: true },
          { kind: "activity", content: "Another telephone number: +447700900789" },
          { content: "It is me, with a new number" },
        ],
      },
      {
        contact: { name: "Ben" },
        messages: [
          { content: "Do you deliver?" },
          { status: "failed", error: { code: "131026", fix: "Try another channel." } },
        ],
      },
    ]);
  });

  it.each(Array.from({ length: 8 }, (_, seed) => seed + 1))(
    "tell the same when mixed with seed %i",
    async (seed) => {
      straight ??= play(STORY.map((value) => [value]));
      expect(await play(mixed(STORY, seed))).toEqual(await straight);
    },
  );
});
