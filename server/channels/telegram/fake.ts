import { z } from "zod";
import type { FakeAnswer, FakeCall } from "../fake";

const Send = z.looseObject({ chat_id: z.number(), text: z.string().max(4096).optional() });
const Webhook = z.looseObject({ url: z.string() });
const BOT = { id: 8000000001, is_bot: true, first_name: "Acme Support", username: "acme_support_bot" };

/** The Bot API's side of the sending methods, as far as the contract goes. */
export function createTelegramFake({ token }: { token: string }) {
  let count = 200;
  let webhook = "";
  return function take({ path, json }: FakeCall): FakeAnswer {
    if (path === `/file/bot${token}/photos/file_1.jpg`)
      return { status: 200, file: { type: "application/octet-stream", bytes: Buffer.from("a picture") } };
    const [, bot, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (bot !== token) return refusal(401, "Unauthorized");
    if (method === "setWebhook") {
      webhook = Webhook.parse(json).url;
      return { status: 200, json: { ok: true, result: true } };
    }
    if (method === "getMe") return { status: 200, json: { ok: true, result: BOT } };
    if (method === "getWebhookInfo")
      return { status: 200, json: { ok: true, result: { url: webhook, pending_update_count: 0 } } };
    if (method === "getFile")
      return { status: 200, json: { ok: true, result: { file_id: "1", file_path: "photos/file_1.jpg" } } };
    const body = Send.safeParse(json);
    if (!method.startsWith("send")) return refusal(404, "Not Found");
    if (!body.success || (method === "sendMessage" && !body.data.text))
      return refusal(400, "Bad Request: message text is empty");
    count++;
    const { chat_id: id, text } = body.data;
    const chat = { id, type: id < 0 ? "supergroup" : "private" };
    return {
      status: 200,
      json: { ok: true, result: { message_id: count, chat, date: 1_787_654_405, text } },
    };
  };
}

function refusal(code: number, description: string): FakeAnswer {
  return { status: code, json: { ok: false, error_code: code, description } };
}
