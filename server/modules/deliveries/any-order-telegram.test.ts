import { beforeAll, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { mixed, played } from "../../testing/any-order";
import { testRuntime } from "../../testing/runtime";

const START = 1_787_654_400;
let count = 100;
/** Updates are numbered in the order in which things happened, whenever they come. */
const update = (kind: string, body: object) => ({ update_id: ++count, [kind]: body });

const ADA = { id: 700000123, is_bot: false, first_name: "Ada", last_name: "Example", username: "ada" };
const CLEO = { id: 700000777, is_bot: false, first_name: "Cleo" };
const DORA = { id: 700000888, is_bot: false, first_name: "Dora" };
const BEN = { id: 700000555, is_bot: false, first_name: "Ben", last_name: "Ortiz" };
const BOSS = { id: 700000001, is_bot: false, first_name: "Boss" };
type User = { id: number; first_name: string };
const alone = ({ id, first_name }: User) => ({ id, type: "private", first_name });
const OLD = { id: -4000000001, type: "group", title: "Wholesale" };
const NEW = { id: -1002000000002, type: "supergroup", title: "Wholesale UK" };

type Message = { chat: { id: number }; from: User } & Record<string, unknown>;
const at = (chat: Message["chat"], from: User, id: number, second: number): Message => ({
  ...{ message_id: id, date: START + second, chat, from },
});
const wrote = (id: number, second: number, body: object) =>
  update("message", { ...at(alone(ADA), ADA, id, second), ...body });
const picture = (n: number, body: object = {}) => ({
  ...{ media_group_id: "13", photo: [{ file_id: `picture-${n}` }], ...body },
});
const react = (chat: object, user: User, id: number, second: number, emoji?: string) =>
  update("message_reaction", {
    ...{ chat, user, message_id: id, date: START + second, old_reaction: [] },
    new_reaction: emoji ? [{ type: "emoji", emoji }] : [],
  });
const edited = (message: Message, second: number, body: object, kind = "edited_message") =>
  update(kind, { ...message, edit_date: START + second, ...body });
const ben = (from: User, id: number, second: number) => ({
  ...at(alone(BEN), from, id, second),
  business_connection_id: "bc1",
});
const inGroup = (chat: Message["chat"], from: User, id: number, second: number, body: object) =>
  update("message", { ...at(chat, from, id, second), ...body });

// One who writes to the bot: an album of three with words that change, a button, a message edited twice in one second, reactions
// that change within one; a customer of a business account, who takes one back and one of an album; a group that moves.
const STORY = [
  wrote(1, 1, { text: "/start spring_offer" }),
  wrote(2, 2, { text: "Which pot is it?" }),
  edited(at(alone(ADA), ADA, 2, 2), 5, { text: "Which blue pot is it?" }),
  edited(at(alone(ADA), ADA, 2, 2), 5, { text: "Which of the blue pots is it?" }),
  wrote(11, 10, picture(1)),
  wrote(12, 10, picture(2, { caption: "the broken part" })),
  wrote(13, 10, picture(3, { caption: "and the box" })),
  edited(at(alone(ADA), ADA, 13, 10), 13, picture(3, { caption: "and its box" })),
  edited(at(alone(ADA), ADA, 12, 10), 13, picture(2, { caption: "the broken piece" })),
  edited(at(alone(ADA), ADA, 12, 10), 14, picture(2, { caption: "the broken part, from behind" })),
  wrote(14, 15, { text: "This one", reply_to_message: { ...at(alone(ADA), ADA, 13, 10), text: "" } }),
  react(alone(ADA), ADA, 12, 16, "👍"),
  react(alone(ADA), ADA, 12, 16, "❤"),
  react(alone(ADA), ADA, 2, 17, "🙂"),
  react(alone(ADA), ADA, 2, 18),
  update("callback_query", {
    ...{ id: "4382", from: ADA, data: "blue" },
    message: {
      ...at(alone(ADA), BOSS, 9, 20),
      reply_markup: { inline_keyboard: [[{ text: "Blue", callback_data: "blue" }]] },
    },
  }),
  update("business_connection", {
    ...{ id: "bc1", user: BOSS, user_chat_id: 1, date: START, is_enabled: true, rights: { can_reply: true } },
  }),
  update("business_message", { ...ben(BEN, 21, 30), text: "Do you deliver?" }),
  update("business_message", { ...ben(BOSS, 22, 31), text: "We do." }),
  update("business_message", { ...ben(BEN, 23, 32), text: "Forget it" }),
  update("business_message", { ...ben(BEN, 24, 33), ...picture(4, { media_group_id: "14" }) }),
  update("business_message", { ...ben(BEN, 25, 33), ...picture(5, { media_group_id: "14" }) }),
  edited(ben(BOSS, 22, 31), 34, { text: "We do, on Mondays." }, "edited_business_message"),
  update("deleted_business_messages", {
    ...{ business_connection_id: "bc1", chat: alone(BEN), message_ids: [23, 25] },
  }),
  inGroup(OLD, CLEO, 31, 40, { text: "Hi all" }),
  inGroup(OLD, CLEO, 32, 41, { new_chat_members: [DORA] }),
  inGroup(OLD, CLEO, 33, 42, { new_chat_title: "Wholesale UK" }),
  inGroup({ ...OLD, title: "Wholesale UK" } as typeof OLD, DORA, 34, 43, { text: "Hello from Dora" }),
  inGroup({ ...OLD, title: "Wholesale UK" } as typeof OLD, CLEO, 35, 44, { migrate_to_chat_id: NEW.id }),
  inGroup(NEW, CLEO, 1, 44, { migrate_from_chat_id: OLD.id }),
  inGroup(NEW, DORA, 2, 45, { text: "It still works" }),
  react(NEW, CLEO, 2, 46, "🎉"),
  edited(at(NEW, DORA, 2, 45), 47, { text: "It still works here" }),
  inGroup(NEW, DORA, 3, 48, { left_chat_member: DORA }),
];

let rt: Runtime;
let straight: ReturnType<typeof play> | undefined;
beforeAll(async () => {
  rt = await testRuntime();
});

/** An album goes by the id of whichever of it came first; and of a press Telegram does not say when it was. */
async function play(deliveries: object[][]) {
  const conversations = await played(rt, "telegram", deliveries, (updates) => updates);
  const idOf = (id: string | null) => id?.replace(/:(1[123]|2[45])$/, ":album") ?? null;
  return conversations.map(({ messages, ...rest }) => ({
    ...rest,
    messages: messages.map(({ createdAt, externalId, replyTo, ...one }) => ({
      ...one,
      ...{ externalId: idOf(externalId), replyTo: idOf(replyTo ?? null) },
      createdAt: externalId?.startsWith("callback:") ? null : createdAt,
    })),
  }));
}

it("Telegram's updates tell this when they come as they were sent", async () => {
  straight ??= play(STORY.map((one) => [one]));
  expect(await straight).toMatchObject([
    {
      contact: { name: "Ada Example" },
      incomingCount: 5,
      messages: [
        { content: "/start spring_offer" },
        {
          content: "Which of the blue pots is it?",
          was: [
            { content: "Which pot is it?" },
            { content: "Which blue pot is it?" },
            { content: "Which of the blue pots is it?" },
          ],
          reactions: [],
        },
        {
          content: "the broken part, from behind\nand its box",
          was: [
            { content: "the broken part\nand the box" },
            { content: "the broken part\nand its box" },
            { content: "the broken piece\nand its box" },
            { content: "the broken part, from behind\nand its box" },
          ],
          reactions: ["❤"],
          files: ["picture-1", "picture-2", "picture-3"],
        },
        { content: "This one", replyTo: "700000123:album" },
        { content: "Blue", replyTo: null },
      ],
    },
    {
      contact: { name: "Ben Ortiz" },
      messages: [
        { content: "Do you deliver?" },
        { kind: "outgoing", content: "We do, on Mondays." },
        { content: "", isDeleted: true },
        { content: "", isDeleted: false, files: ["picture-4"] },
      ],
    },
    {
      contact: { name: "Wholesale UK" },
      names: ["chat:-1002000000002", "chat:-4000000001"],
      incomingCount: 3,
      messages: [
        { content: "Hi all" },
        { kind: "activity" },
        { kind: "activity" },
        { content: "Hello from Dora" },
        { content: "It still works here", reactions: ["🎉"] },
        { kind: "activity" },
      ],
    },
  ]);
});

it.each(Array.from({ length: 5 }, (_, seed) => seed + 1))(
  "and the same when mixed with seed %i",
  async (seed) => {
    straight ??= play(STORY.map((one) => [one]));
    expect(await play(mixed(STORY, seed))).toEqual(await straight);
  },
);
