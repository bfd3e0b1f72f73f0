import { createHmac } from "node:crypto";
import type { FakeAnswer, FakeCall } from "../fake";
import { metaTaken, pretendNumber } from "../meta/pretend";
import type { PhoneFiles, PretendNetwork } from "../pretend";
import { createCloudFake } from "./fake";

const NUMBER = "106540352242900";
const WABA = "102290129340300";
const TOKEN = "EAAG-pretend-token-of-the-demo";
const SECRET = "0badc0de0badc0de0badc0de0badc0de";

/** WhatsApp at Meta, with the pretend phone's people in it. */
export function pretendCloud(files: PhoneFiles): PretendNetwork {
  const fake = createCloudFake({ token: TOKEN });
  return {
    key: "whatsapp_cloud",
    env: "WHATSAPP_GRAPH_URL",
    credentials: () => ({ phoneNumberId: NUMBER, wabaId: WABA, accessToken: TOKEN, appSecret: SECRET }),
    ...pretendNumber({ waba: WABA, id: NUMBER, shown: "12025550100" }),
    sign: (body) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    }),
    take: (call) => {
      const own = fileOf(call, files);
      return own ? { answer: own, to: null, arrival: null } : metaTaken(call, fake(call));
    },
    refusals: { busy: refusal(400, 131056), expired: refusal(401, 190) },
  };
}

/** A media id names an address at this host; there lie the bytes. */
function fileOf({ method, path, headers }: FakeCall, files: PhoneFiles): FakeAnswer | null {
  if (method !== "GET" || headers.authorization !== `Bearer ${TOKEN}`) return null;
  const [, kind, ref = ""] = /^\/(v\d{2}\.\d|phone-files)\/(\d+)/.exec(path) ?? [];
  const file = files.get(ref);
  if (!file) return null;
  const { contentType, bytes } = file;
  if (kind === "phone-files") return { status: 200, file: { type: contentType, bytes } };
  const url = `http://${headers.host}/phone-files/${ref}`;
  return {
    status: 200,
    json: { messaging_product: "whatsapp", id: ref, mime_type: contentType, file_size: bytes.length, url },
  };
}

function refusal(status: number, code: number): FakeAnswer {
  const message =
    code === 190 ? "Error validating access token: Session has expired." : "(#131056) Pair rate";
  return { status, json: { error: { message, type: "OAuthException", code, fbtrace_id: "Apretend" } } };
}
