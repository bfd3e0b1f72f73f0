import type { FakeAnswer, FakeCall } from "../fake";
import { FAKE_TEMPLATES } from "../meta/fake-templates";

/** Meta's side, as a number at 360dialog has it behind the key. */
type Meta = (call: FakeCall) => FakeAnswer;

/** 360dialog's side of messages, files and the webhook's address: what is Meta's it hands on to `meta`. */
export function createDialogFake({ apiKey, token, meta }: { apiKey: string; token: string; meta: Meta }) {
  let url: string | null = null;
  return function take(call: FakeCall): FakeAnswer {
    const { method, path, headers, json } = call;
    if (headers["d360-api-key"] !== apiKey) return refusal(401, "Invalid api_key");
    if (path === "/v1/configs/webhook") {
      if (method === "POST") url = (json as { url: string }).url;
      return { status: 200, json: { url, headers: {} } };
    }
    if (method === "GET" && path.startsWith("/v1/configs/templates?")) return templatesOf(path);
    const atMeta = (its: string): FakeAnswer =>
      meta({ ...call, path: its, headers: { ...headers, authorization: `Bearer ${token}` } });
    if (method === "POST" && path === "/messages") return atMeta("/v23.0/106540352242922/messages");
    if (path.startsWith("/whatsapp_business/attachments/")) return atMeta("/files/1");
    if (method === "GET" && /^\/\d+$/.test(path)) {
      const address = `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${path.slice(1)}&ext=1&hash=x`;
      return { status: 200, json: { messaging_product: "whatsapp", url: address, mime_type: "image/png" } };
    }
    return refusal(404, "Not found");
  };
}

/** Pages of two, as 360dialog writes them: states small. */
function templatesOf(path: string): FakeAnswer {
  const query = new URL(path, "http://dialog.test").searchParams;
  const from = Number(query.get("offset") ?? 0);
  const all = FAKE_TEMPLATES.map((one) => ({
    ...one,
    external_id: one.id,
    status: one.status.toLowerCase(),
  }));
  const waba_templates = all.slice(from, from + 2);
  return { status: 200, json: { count: waba_templates.length, total: all.length, waba_templates } };
}

function refusal(code: number, developer_message: string): FakeAnswer {
  const trace = { "360dialog_trace_id": "fictional" };
  return { status: code, json: { meta: { success: false, http_code: code, developer_message, ...trace } } };
}
