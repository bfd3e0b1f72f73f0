import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDeskUpdate } from "./desk-parse";

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8"));

describe("what Telegram says of a support group's topics", () => {
  it("an agent's message in a topic, without an explicit reply, answers nothing", () => {
    const update = fixture("update-forum-agent-message-in-topic");
    const [item] = parseDeskUpdate(update);
    expect(item).toMatchObject({
      ...{ type: "post", group: "-1002000000001", command: null, replyTo: null, files: [] },
      thread: String(update.message.message_thread_id),
      text: update.message.text,
    });
  });

  it("a topic's first name counts only where the bot has given it", () => {
    const update = fixture("update-forum-agent-message-in-topic");
    expect(parseDeskUpdate(update)).toMatchObject([{ topicName: "Ada Example #c8f3a21" }]);
    update.message.reply_to_message.from = { id: 700000666, is_bot: false, first_name: "Mallory" };
    expect(parseDeskUpdate(update)).toMatchObject([{ topicName: null }]);
  });

  it.each([
    ["/note call back", "note", "call back"],
    ["/note@acme_team_bot call\nback", "note", "call\nback"],
    ["// call back", "note", "call back"],
    ["/Claim", "claim", ""],
    ["https://example.com/close", null, "https://example.com/close"],
    ["1/2 is enough", null, "1/2 is enough"],
    ["/", null, "/"],
  ])("%j is the command %j with %j", (text, command, rest) => {
    const update = fixture("update-forum-agent-message-in-topic");
    update.message.text = text;
    expect(parseDeskUpdate(update)).toMatchObject([{ type: "post", command, text: rest }]);
  });

  it.each([
    ["update-forum-topic-created-service", "ignored"],
    ["update-group-plain-message", "ignored"],
    ["update-message-text", "private"],
    ["update-message-start-deep-link", "private"],
  ])("%s is %s", (name, type) => expect(parseDeskUpdate(fixture(name))).toMatchObject([{ type }]));

  it("the bot's place in a group, with what it may do there", () => {
    expect(parseDeskUpdate(fixture("update-my-chat-member-bot-added-to-forum-as-admin"))).toMatchObject([
      { type: "group", group: { id: "-1002000000001", hasTopics: true, mayKeepTopics: true, isIn: true } },
    ]);
    const update = fixture("update-my-chat-member-bot-added-to-forum-as-admin");
    update.my_chat_member.new_chat_member = { status: "kicked", user: {} };
    expect(parseDeskUpdate(update)).toMatchObject([{ group: { mayKeepTopics: false, isIn: false } }]);
  });

  it("topics that are closed and opened, groups that move, and buttons", () => {
    const { message } = fixture("update-forum-agent-message-in-topic");
    const { text: _, ...head } = message;
    const say = (rest: object) => parseDeskUpdate({ update_id: 1, message: { ...head, ...rest } })[0];
    expect(say({ forum_topic_closed: {} })).toMatchObject({ type: "closed" });
    expect(say({ forum_topic_reopened: {} })).toMatchObject({ type: "reopened" });
    expect(say({ migrate_to_chat_id: -1009 })).toEqual({
      type: "moved",
      from: "-1002000000001",
      to: "-1009",
    });
    const { callback_query: query } = fixture("update-callback-query");
    const pressed = { ...query, data: "claim", message: { ...head } };
    expect(parseDeskUpdate({ update_id: 1, callback_query: pressed })).toMatchObject([
      { type: "press", action: "claim", ref: query.id, person: { id: "700000123", name: "Ada Example" } },
    ]);
  });

  const posted = (rest: object) => {
    const { text: _, ...head } = fixture("update-forum-agent-message-in-topic").message;
    return parseDeskUpdate({ update_id: 1, message: { ...head, ...rest } })[0];
  };
  it("a place, a card and a poll are no text, and have all that is in them", () => {
    const contact = { phone_number: "447700900123", first_name: "Ben", last_name: "Ortiz" };
    const people = [{ name: "Ben Ortiz", phones: ["+447700900123"], emails: [] }];
    expect(posted({ contact })).toMatchObject({ text: "", extra: { type: "contacts", people } });
    const poll = { question: "Which?", options: [{ text: "Blue" }, { text: "Green" }] };
    expect(posted({ poll })).toMatchObject({ extra: { question: "Which?", options: ["Blue", "Green"] } });
    const location = { latitude: 51.5, longitude: -0.14 };
    const venue = { location, title: "Our shop", address: "1 Kiln Lane" };
    expect(posted({ location, venue })).toMatchObject({
      ...{ text: "", extra: { type: "location", ...location, name: "Our shop", address: "1 Kiln Lane" } },
    });
  });

  it("what cannot be passed on says so; what a group says of itself is nobody's message", () => {
    expect(posted({ story: { id: 1 } })).toMatchObject({
      ...{ type: "unfit", what: "story", thread: expect.any(String) },
      externalId: expect.stringMatching(/^-1002000000001:\d+$/),
    });
    const member = { id: 1, is_bot: false, first_name: "Eve" };
    for (const rest of [{ pinned_message: {} }, { new_chat_members: [member] }, { new_chat_title: "Desk" }])
      expect(posted(rest)).toMatchObject({ type: "ignored" });
    const { message } = fixture("update-forum-agent-message-in-topic");
    const moved = { ...message, text: undefined, location: { latitude: 1, longitude: 1 } };
    expect(parseDeskUpdate({ update_id: 1, edited_message: moved })).toMatchObject([{ type: "ignored" }]);
  });

  it("anonymous admins are the group itself", () => {
    const update = fixture("update-forum-agent-message-in-topic");
    update.message.from = { id: 1_087_968_824, is_bot: true, first_name: "Group" };
    update.message.sender_chat = update.message.chat;
    expect(parseDeskUpdate(update)).toMatchObject([{ type: "post", person: { id: "-1002000000001" } }]);
  });
});
