import { z } from "zod";
import type { FakeAnswer, FakeCall } from "../fake";
import { FAKE_TEMPLATES, type FakeTemplate, listed, refusalOfTemplate } from "../meta/fake-templates";
import { type FakeAccount, takeSignUp } from "./fake-sign-up";

const Send = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});
const Mark = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string(),
});

/** A number of which this Meta knows nothing. */
export const UNKNOWN_NUMBER = "99999";
/** A picture of one pixel, for every media id. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/**
 * Meta's side of a number: takes what the contract allows, hands out ids, lists templates and says what it knows of the number;
 * refuses the rest as Meta does. `templates` and `number` may be changed while it runs.
 */
export function createCloudFake(given: {
  token: string;
  templates?: FakeTemplate[];
  /** What it says of the number beside the usual. */
  number?: Record<string, unknown>;
  /** An account that can be connected by Meta's pages. */
  account?: FakeAccount;
}) {
  const { account, token, templates = [...FAKE_TEMPLATES], number: more = {} } = given;
  let count = 0;
  return function take(call: FakeCall): FakeAnswer {
    const signedUp = account && takeSignUp(account, call);
    if (signedUp) return signedUp;
    const { method, path, headers, json } = call;
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 190, "Invalid OAuth access token.");
    if (/^\/files\/\d+$/.test(path)) return { status: 200, file: { type: "image/png", bytes: PICTURE } };
    const { pathname, searchParams } = new URL(path, "http://meta.test");
    const [, object = "", edge = ""] = /^\/v\d{2}\.\d\/(\d+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    if (method === "GET" && edge === "message_templates")
      return listed(templates, searchParams, headers.host ?? "");
    if (method === "GET" && object && searchParams.has("fields"))
      return object === UNKNOWN_NUMBER
        ? noSuchObject()
        : { status: 200, json: { ...numberOf(object), ...(account && standing(account)), ...more } };
    if (method === "GET" && object && searchParams.has("phone_number_id"))
      return { status: 200, json: mediaOf(object, headers.host ?? "") };
    if (method !== "POST" || edge !== "messages") return refusal(404, 100, "Unknown path");
    if (Mark.safeParse(json).success) return { status: 200, json: { success: true } };
    const body = Send.safeParse(json);
    if (!body.success || !(body.data.to ?? body.data.recipient) || !body.data[body.data.type])
      return refusal(400, 100, "Invalid parameter");
    const wrong = body.data.type === "template" && refusalOfTemplate(templates, body.data.template as never);
    if (wrong) return refusal(400, ...wrong);
    count++;
    const to = body.data.to?.replace(/^\+/, "");
    return {
      status: 200,
      json: {
        messaging_product: "whatsapp",
        contacts: [{ input: body.data.to ?? body.data.recipient, ...(to && { wa_id: to }) }],
        messages: [{ id: `wamid.fake.${count}` }],
      },
    };
  };
}

function mediaOf(id: string, host: string): object {
  const about = { mime_type: "image/png", file_size: PICTURE.length, id };
  return { ...about, messaging_product: "whatsapp", url: `http://${host}/files/${id}` };
}

function numberOf(id: string): object {
  return {
    id,
    display_phone_number: "+1 202-555-0100",
    verified_name: "Acme Support",
    ...{ quality_rating: "GREEN", code_verification_status: "VERIFIED", name_status: "APPROVED" },
    ...{ throughput: { level: "STANDARD" }, platform_type: "CLOUD_API" },
    whatsapp_business_manager_messaging_limit: "TIER_2K",
  };
}

function standing({ isRegistered, isInBusinessApp, callbacks, numbers }: FakeAccount): object {
  const [number = ""] = numbers;
  return {
    platform_type: isRegistered ? "CLOUD_API" : "NOT_APPLICABLE",
    is_on_biz_app: isInBusinessApp,
    webhook_configuration: { phone_number: callbacks[number], application: "https://app.example/webhook" },
  };
}

function noSuchObject(): FakeAnswer {
  const message = "Unsupported get request. Object does not exist or cannot be loaded.";
  return {
    status: 400,
    json: {
      error: { message, type: "GraphMethodException", code: 100, error_subcode: 33, fbtrace_id: "Afake" },
    },
  };
}

export function refusal(status: number, code: number, message: string): FakeAnswer {
  return { status, json: { error: { message, type: "OAuthException", code, fbtrace_id: "Afake" } } };
}
