import { expect, it } from "vitest";
import type { InboundItem, Person } from "../../channels/inbound";
import { findChannel } from "../../channels/registry";
import { fixture } from "../../testing/sending-scene";
import { aboutOf } from "./about";

const given = { credentials: { phoneNumberId: "106540352242922" }, receivedAt: new Date() };
const read = (name: string) =>
  aboutOf(findChannel("whatsapp_cloud")!.wire!.parse(fixture(`whatsapp_cloud/fixtures/${name}`), given));

it.each([
  ["in-text", { what: "message", who: "+44…23", detail: "text" }],
  ["in-image-with-caption", { what: "message", detail: "picture" }],
  ["in-audio-voice-note", { what: "message", detail: "voice" }],
  ["in-document", { what: "message", detail: "file" }],
  ["in-location-named-place", { what: "message", detail: "location" }],
  ["in-reaction", { what: "reaction" }],
  ["status-delivered", { what: "status", who: null, detail: "delivered" }],
  ["smb-message-echo-text", { what: "echo", detail: "text" }],
])("%s is told in a line", (name, line) => {
  expect(read(name)).toMatchObject({ lines: [line], more: 0 });
});

it("names people without their numbers, says three things of a batch and counts the rest", () => {
  const at = new Date();
  const person: Person = { ids: [{ scope: "chat", value: "7" }], name: "Ada", phone: null, username: "ada" };
  const typing = (who: Partial<Person>): InboundItem => ({
    ...{ type: "typing", group: null, isTyping: true, at, person: { ...person, ...who } },
  });
  const other: InboundItem = { type: "ignored", reason: "for another number", isForOthers: true };
  const all = [typing({}), typing({ username: null }), other, typing({ phone: "+447700900142" }), typing({})];
  const { lines, more } = aboutOf(all);
  expect([lines.map(({ who }) => who), more]).toEqual([["@ada", "Ada", "+44…42"], 1]);
  expect(aboutOf([other])).toEqual({ lines: [], more: 0 });
});
