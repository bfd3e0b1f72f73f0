import { describe, expect, it } from "vitest";
import { ADA, at, FROM_ADA, fixture, parse, parseUpdate } from "../../testing/telegram-updates";
import { failureOf } from "./failures";
import { ApiAnswer } from "./wire";

describe("what Telegram delivers", () => {
  it.each<[string, object]>([
    ["update-message-text", { externalId: "700000123:101", at, content: "Hello", files: [], extra: null }],
    ["update-message-text-entities", { content: "Bold link https://example.com @ada_example" }],
    [
      "update-message-reply",
      {
        ...{ content: "The blue one", replyTo: "700000123:99" },
        quoted: { text: "Which colour?", name: null },
      },
    ],
    [
      "update-message-start-deep-link",
      { content: "/start conv_8f3a21", referral: { clickId: "conv_8f3a21" } },
    ],
    [
      "update-message-location",
      { content: "", extra: { type: "location", latitude: 51.501364, name: null } },
    ],
    [
      "update-message-contact",
      { content: "Bob Example", extra: { type: "contacts", people: [{ phones: ["+447700900789"] }] } },
    ],
  ])("%s becomes a message that reads as it was meant", (name, expected) => {
    expect(parse(name)).toMatchObject([{ ...FROM_ADA, ...expected }]);
  });

  it("shows what was picked of the message it answers, also where that stands in another chat", () => {
    const answer = (more: object) => {
      const update = fixture("update-message-reply");
      return parseUpdate({ ...update, message: { ...update.message, ...more } });
    };
    expect(answer({ quote: { text: "colour", position: 6 } })).toMatchObject([
      { quoted: { text: "colour", name: null } },
    ]);
    const elsewhere = { origin: { type: "hidden_user", sender_user_name: "Bea", date: 1 }, message_id: 4 };
    const quote = { text: "at the fair", position: 0 };
    expect(answer({ reply_to_message: undefined, external_reply: elsewhere, quote })).toMatchObject([
      { replyTo: null, quoted: { text: "at the fair", name: "Bea" } },
    ]);
    expect(answer({ quote: "broken" })).toMatchObject([{ quoted: { text: "Which colour?" } }]);
    const topic = { message_id: 1, forum_topic_created: { name: "x" } };
    expect(answer({ reply_to_message: topic })[0]).not.toHaveProperty("quoted");
  });

  it.each<[string, object]>([
    ["update-message-photo-caption", { ref: "AgACAgIAAxkBAAIA3fictional", contentType: "image/jpeg" }],
    ["update-message-voice", { contentType: "audio/ogg", isVoice: true, size: 15_123 }],
    ["update-message-audio", { contentType: "audio/mpeg", name: "song.mp3", isVoice: false }],
    ["update-message-video", { contentType: "video/mp4", name: "clip.mp4" }],
    ["update-message-document", { contentType: "application/pdf", name: "invoice.pdf" }],
    ["update-message-animation-also-has-document", { contentType: "video/mp4", name: "cat.mp4" }],
    ["update-message-sticker-static", { contentType: "image/webp" }],
  ])("%s carries its one file", (name, file) => {
    const [item] = parse(name);
    expect(item).toMatchObject({ ...FROM_ADA, files: [file] });
    expect(item?.type === "message" && item.files).toHaveLength(1);
  });

  it("a venue is a place with a name, though a location comes with it", () => {
    const update = fixture("update-message-location");
    update.message.venue = {
      title: "Example Palace",
      address: "1 Example Road",
      location: update.message.location,
    };
    expect(parseUpdate(update)).toMatchObject([
      { content: "Example Palace, 1 Example Road", extra: { type: "location", name: "Example Palace" } },
    ]);
  });

  it("an edit names its message; a live location that moves is none", () => {
    expect(parse("update-edited-message")).toMatchObject([
      { type: "edit", target: "700000123:101", content: "Hello (edited)", at: new Date(1_787_654_460_014) },
    ]);
    const update = fixture("update-edited-message");
    update.edited_message.location = { latitude: 1, longitude: 2 };
    expect(parseUpdate(update)).toMatchObject([{ type: "ignored" }]);
  });

  it("a tapped button says what stands on it", () => {
    expect(parse("update-callback-query")).toMatchObject([
      {
        type: "message",
        content: "Blue",
        extra: { type: "choice", id: "c:blue" },
        replyTo: "700000123:99",
        person: ADA,
      },
    ]);
  });

  it("a tapped button waits to be told that it was heard, and keeps the way of a business account", () => {
    const update = fixture("update-callback-query");
    expect(parseUpdate(update)).toMatchObject([{ acknowledge: "3006477107193400001", route: null }]);
    update.callback_query.message.business_connection_id = "bc1";
    expect(parseUpdate(update)).toMatchObject([{ route: "bc1" }]);
    // Of one that is too old, Telegram shows nothing but its place.
    const { chat, message_id } = update.callback_query.message;
    update.callback_query.message = { chat, message_id, date: 0 };
    expect(parseUpdate(update)).toMatchObject([{ content: "c:blue", replyTo: "700000123:99" }]);
  });

  it("a reaction stands for the last there is, of a person or of a whole group", () => {
    const { from, chat } = fixture("update-message-text").message;
    const head = { message_id: 99, date: 1_787_654_400, old_reaction: [] };
    const react = (new_reaction: object[], rest: object = { chat, user: from }) =>
      parseUpdate({ update_id: 5, message_reaction: { ...head, ...rest, new_reaction } });
    expect(react([{ type: "emoji", emoji: "👍" }])).toEqual([
      {
        ...{ type: "reaction", externalId: "reaction:5", target: "700000123:99", emoji: "👍" },
        // Within the second, updates go by their numbers.
        ...{ at: new Date(at.getTime() + 5), author: "contact", person: ADA },
      },
    ]);
    expect(react([])).toMatchObject([{ emoji: null }]);
    expect(react([{ type: "emoji", emoji: "👍" }, { type: "paid" }])).toMatchObject([{ emoji: "⭐" }]);
    const group = { id: -1002000000001, type: "supergroup", title: "Support desk" };
    expect(react([{ type: "custom_emoji" }], { chat: group, actor_chat: group })).toMatchObject([
      { emoji: "✨", person: { ids: [{ value: "-1002000000001" }], name: "Support desk" } },
    ]);
  });

  it("pictures of one album share a key", () => {
    const update = fixture("update-message-photo-caption");
    update.message.media_group_id = "13";
    expect(parseUpdate(update)).toMatchObject([{ album: "700000123:13" }]);
  });

  it("shows the unknown as unknown, and listens to no bot", () => {
    const update = fixture("update-message-text");
    delete update.message.text;
    update.message.giveaway = {};
    expect(parseUpdate(update)).toMatchObject([{ extra: { type: "unsupported", what: "giveaway" } }]);
    update.message.from.is_bot = true;
    expect(parseUpdate(update)).toMatchObject([{ type: "ignored" }]);
    expect(parseUpdate({ update_id: 1, poll_answer: {} })).toEqual([
      { type: "ignored", reason: "an update of the kind “poll_answer”" },
    ]);
  });

  it.each([null, 7, [], {}, { update_id: "1" }, { update_id: 1, message: {} }])(
    "refuses %j as no update",
    (payload) => {
      expect(() => parseUpdate(payload)).toThrow();
    },
  );
});

describe("what Telegram refuses", () => {
  it("names the new place of a group, and who wants no more messages", () => {
    const failure = (name: string) => failureOf(ApiAnswer.parse(fixture(name)));
    expect(failure("api-error-400-migrated-to-supergroup").movedTo).toEqual({
      scope: "chat",
      value: expect.stringMatching(/^-100\d+$/),
    });
    expect(failure("api-error-403-blocked-by-user").isBlocked).toBe(true);
    expect(failure("api-error-403-kicked-from-supergroup").isBlocked).toBeUndefined();
  });
});
