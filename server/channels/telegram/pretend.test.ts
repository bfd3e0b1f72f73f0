import { expect, it } from "vitest";
import { pretendTelegram } from "./pretend";

it("changes and deletes what was sent, by the number that was answered", () => {
  const network = pretendTelegram(new Map());
  const { botToken } = network.credentials("http://pretend") as { botToken: string };
  const call = (method: string, json: object) =>
    network.take({ method: "POST", path: `/bot${botToken}/${method}`, headers: {}, json, text: "" });
  const { answer } = call("sendMessage", { chat_id: 7, text: "Every weak" });
  const { message_id } = (answer.json as { result: { message_id: number } }).result;
  const edit = { chat_id: 7, message_id, text: "Every week" };
  expect(call("editMessageText", edit).arrival).toEqual({
    ...{ type: "edit", target: `7:${message_id}`, text: "Every week" },
  });
  expect(call("deleteMessage", { chat_id: 7, message_id }).arrival).toMatchObject({ type: "revoke" });
  expect(call("deleteMessage", { chat_id: 7, message_id }).answer.status).toBe(400);
});
