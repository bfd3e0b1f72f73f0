import { z } from "zod";
import type { FakeAnswer, FakeCall } from "../fake";

const Send = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

/** A number of which this Meta knows nothing. */
export const UNKNOWN_NUMBER = "99999";
/** A picture of one pixel, for every media id. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/**
 * Meta's side of `POST /{version}/{number}/messages` and of its files: takes what the contract allows, hands out ids, refuses the
 * rest as Meta does.
 */
export function createCloudFake({ token }: { token: string }) {
  let count = 0;
  return function take({ method, path, headers, json }: FakeCall): FakeAnswer {
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 190, "Invalid OAuth access token.");
    if (/^\/files\/\d+$/.test(path)) return { status: 200, file: { type: "image/png", bytes: PICTURE } };
    const number = method === "GET" && /^\/v\d{2}\.\d\/(\d+)\?fields=/.exec(path)?.[1];
    if (number) return number === UNKNOWN_NUMBER ? noSuchObject() : { status: 200, json: numberOf(number) };
    const media = method === "GET" && /^\/v\d{2}\.\d\/(\d+)\?phone_number_id=\d+$/.exec(path)?.[1];
    if (media) return { status: 200, json: mediaOf(media, headers.host ?? "") };
    const body = Send.safeParse(json);
    if (method !== "POST" || !/^\/v\d{2}\.\d\/\d+\/messages$/.test(path))
      return refusal(404, 100, "Unknown path");
    if (!body.success || !(body.data.to ?? body.data.recipient) || !body.data[body.data.type])
      return refusal(400, 100, "Invalid parameter");
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
  const rating = { quality_rating: "GREEN", code_verification_status: "VERIFIED" };
  const throughput = { level: "STANDARD" };
  return {
    id,
    display_phone_number: "+1 202-555-0100",
    verified_name: "Acme Support",
    ...rating,
    throughput,
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

function refusal(status: number, code: number, message: string): FakeAnswer {
  return { status, json: { error: { message, type: "OAuthException", code, fbtrace_id: "Afake" } } };
}
