import { expect, it } from "vitest";
import { pretendTelegram } from "./pretend";

it("changes and deletes what was sent, by the number that was answered", () => {
  const network = pretendTelegram(new Map());
  const { botToken } = network.credentials("http://pretend") as { botToken: string };
  const call = (method: string, json: object) =>
    network.take({ method: "POST", path: `/bot${botToken}/${method}`, headers: {}, json, text: "" });
  const { answer } = call("sendMessage", { chat_id: 7, text: "Every weak" });
  const { message_id } = (answer.json as { result: { message_id: number } }).result;
  const entities = [{ type: "bold", offset: 6, length: 4 }];
  const edit = { chat_id: 7, message_id, text: "Every week", entities };
  expect(call("editMessageText", edit).arrival).toEqual({
    ...{ type: "edit", target: `7:${message_id}`, text: "Every week" },
    words: { text: "Every week", marks: [{ kind: "bold", from: 6, to: 10 }] },
  });
  expect(call("deleteMessage", { chat_id: 7, message_id }).arrival).toMatchObject({ type: "revoke" });
  expect(call("deleteMessage", { chat_id: 7, message_id }).answer.status).toBe(400);
});

it("sends what is typed as Telegram's apps do", () => {
  const { webhook } = pretendTelegram(new Map());
  const customer = { name: "Rhys", phone: "+447700900385", username: "rhys", number: 7 };
  const act = { type: "message", id: "7:1", file: null, place: null, card: null, choice: null } as const;
  const update = webhook({ ...act, text: "**Hi** 2*3 _x_", replyTo: null }, customer, new Date(0));
  expect(update).toMatchObject({
    message: { text: "Hi 2*3 _x_", entities: [{ type: "bold", offset: 0, length: 2 }] },
  });
});
