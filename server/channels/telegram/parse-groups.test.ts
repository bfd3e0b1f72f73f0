import { describe, expect, it } from "vitest";
import { ADA, at, fixture, parse, parseUpdate } from "../../testing/telegram-updates";

describe("what Telegram delivers of groups and business accounts", () => {
  it("what a bot wrote in the name of the business is not taken for its owner's", () => {
    const update = fixture("update-message-text");
    const business_message = { ...update.message, sender_business_bot: { id: 700000900, is_bot: true } };
    expect(parseUpdate({ update_id: 1, business_message })).toMatchObject([{ type: "ignored" }]);
  });

  it("a business account that takes the bot's right to answer is an alarm", () => {
    const business_connection = { id: "bc1", user: { id: 1 }, is_enabled: true, rights: { can_reply: true } };
    expect(parseUpdate({ update_id: 1, business_connection })).toMatchObject([{ isAlarm: false }]);
    for (const worse of [
      { is_enabled: false },
      { rights: {}, is_enabled: false },
      { rights: { can_reply: false } },
    ])
      expect(
        parseUpdate({ update_id: 1, business_connection: { ...business_connection, ...worse } }),
      ).toMatchObject([{ isAlarm: true }]);
  });

  it("the first message of a topic is no quotation, and the topic's own service messages are not passed on", () => {
    expect(parse("update-forum-agent-message-in-topic")).toMatchObject([
      {
        type: "message",
        replyTo: null,
        group: { id: { value: "-1002000000001" }, name: "Acme support desk" },
      },
    ]);
    expect(parse("update-forum-topic-created-service")).toMatchObject([{ type: "ignored" }]);
  });

  it("says that somebody has blocked the bot, and that it was put into a group", () => {
    expect(parse("update-my-chat-member-user-blocked-bot")).toMatchObject([
      { type: "reachable", person: ADA, isReachable: false },
    ]);
    expect(parse("update-my-chat-member-bot-added-to-forum-as-admin")).toMatchObject([
      { type: "account", event: "group_administrator", isAlarm: false },
      { type: "activity", happening: { what: "added" }, group: { id: { value: "-1002000000001" } } },
    ]);
    const { my_chat_member: added } = fixture("update-my-chat-member-bot-added-to-forum-as-admin");
    const gone = { ...added, old_chat_member: added.new_chat_member, new_chat_member: { status: "kicked" } };
    expect(parseUpdate({ update_id: 1, my_chat_member: gone })).toMatchObject([
      { type: "account", isAlarm: true, news: { tone: "warning" } },
      { type: "activity", happening: { what: "removed" } },
    ]);
  });

  it("a group names who writes in it", () => {
    expect(parse("update-group-plain-message")).toMatchObject([
      { person: ADA, group: { id: { scope: "chat", value: "-4000000001" }, name: "Small group" } },
    ]);
  });

  it.each<[string, object, object[]]>([
    [
      "new_chat_members",
      [{ id: 5, first_name: "Bob" }],
      [{ type: "activity", happening: { what: "joined", people: [{ name: "Bob" }] } }],
    ],
    [
      "left_chat_member",
      { id: 5, first_name: "Bob" },
      [{ type: "activity", happening: { what: "left", people: [{ name: "Bob" }] } }],
    ],
    ["new_chat_members", [{ id: 6, is_bot: true, first_name: "Bot" }], [{ type: "ignored" }]],
    [
      "new_chat_title",
      "Readers" as never,
      [
        { type: "renamed", to: { name: "Readers" } },
        { type: "activity", happening: { what: "titled", title: "Readers" } },
      ],
    ],
    ["pinned_message", {}, [{ type: "ignored" }]],
  ])("a group's own %s is nobody's message", (key, value, expected) => {
    const { text, ...head } = fixture("update-group-plain-message").message;
    expect(parseUpdate({ update_id: 1, message: { ...head, [key]: value } })).toMatchObject(expected);
  });

  it("a business account says whether the bot may still answer for it", () => {
    const user = { id: 5, first_name: "Bob" };
    const connection = (rest: object) =>
      parseUpdate({ update_id: 1, business_connection: { id: "c", user, date: 1_787_654_400, ...rest } });
    expect(connection({ is_enabled: true })).toMatchObject([{ isAlarm: false, news: { tone: "info", at } }]);
    expect(connection({ is_enabled: false })).toMatchObject([{ isAlarm: true, news: { tone: "danger" } }]);
    expect(connection({ is_enabled: true, rights: { can_reply: false } })).toMatchObject([{ isAlarm: true }]);
  });

  it("a group that has moved is told by both ends", () => {
    const { text, ...head } = fixture("update-group-plain-message").message;
    const moved = [
      {
        type: "renamed",
        from: { ids: [{ value: "-4000000001" }] },
        to: { ids: [{ value: "-1002000000009" }] },
      },
    ];
    const old = { ...head, migrate_to_chat_id: -1002000000009 };
    const fresh = {
      ...head,
      chat: { ...head.chat, id: -1002000000009, type: "supergroup" },
      migrate_from_chat_id: -4000000001,
    };
    for (const said of [old, fresh])
      expect(parseUpdate({ update_id: 1, message: said })).toMatchObject(moved);
  });

  it("what the owner of a business account writes is ours, and the chat stays the customer's", () => {
    const update = fixture("update-message-text");
    update.business_message = {
      ...update.message,
      business_connection_id: "bc1",
      from: { id: 1, first_name: "Owner" },
    };
    delete update.message;
    expect(parseUpdate(update)).toMatchObject([
      { author: "us", route: "bc1", person: { ids: [{ scope: "chat", value: "700000123" }], name: null } },
    ]);
    update.business_message.from = fixture("update-message-text").message.from;
    expect(parseUpdate(update)).toMatchObject([{ author: "contact", route: "bc1", person: ADA }]);
  });

  it("a group that became a supergroup keeps its conversation", () => {
    const update = fixture("update-group-plain-message");
    update.message.migrate_to_chat_id = -1002000000002;
    expect(parseUpdate(update)).toMatchObject([
      {
        type: "renamed",
        from: { ids: [{ value: "-4000000001" }] },
        to: { ids: [{ value: "-1002000000002" }] },
      },
    ]);
  });
});
