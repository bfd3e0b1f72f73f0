import type { FakeAnswer, FakeCall } from "../fake";
import { metaTaken, newWamid, pretendNumber } from "../meta/pretend";
import type { PhoneFiles, PretendNetwork } from "../pretend";

const KEY = "pretend-360dialog-key-of-the-demo";
const SECRET_PATH = "pretend-360dialog-path-of-the-demo-0001";

/** A number at 360dialog, with the pretend phone's people in it. Its deliveries are unsigned: the path is the secret. */
export function pretendDialog(files: PhoneFiles): PretendNetwork {
  return {
    key: "whatsapp_360dialog",
    env: "D360_API_URL",
    credentials: () => ({ apiKey: KEY, secretPath: SECRET_PATH }),
    ...pretendNumber({ waba: "102290129340301", id: "106540352242901", shown: "12025550101" }),
    sign: () => ({}),
    take: (call) => metaTaken(call, answerOf(call, files)),
    refusals: {
      busy: refusal(429, "Rate limit reached."),
      expired: refusal(401, "Invalid api_key"),
    },
  };
}

let webhook: string | null = null;

function answerOf({ method, path, headers, json }: FakeCall, files: PhoneFiles): FakeAnswer {
  if (headers["d360-api-key"] !== KEY) return refusal(401, "Invalid api_key");
  if (path === "/v1/configs/webhook") {
    if (method === "POST") webhook = (json as { url: string }).url;
    return { status: 200, json: { url: webhook, headers: {} } };
  }
  if (method === "POST" && path === "/messages") {
    const messages = [{ id: newWamid() }];
    return { status: 200, json: { messaging_product: "whatsapp", messages } };
  }
  const [, ref = ""] = /^\/(?:whatsapp_business\/attachments\/\?mid=)?(\d+)/.exec(path) ?? [];
  const file = files.get(ref);
  if (!file) return refusal(404, "Not found");
  const { contentType, bytes } = file;
  if (path.startsWith("/whatsapp_business/")) return { status: 200, file: { type: contentType, bytes } };
  const url = `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${ref}&ext=1&hash=x`;
  return { status: 200, json: { messaging_product: "whatsapp", url, mime_type: contentType } };
}

function refusal(code: number, developer_message: string): FakeAnswer {
  return { status: code, json: { meta: { success: false, http_code: code, developer_message } } };
}
