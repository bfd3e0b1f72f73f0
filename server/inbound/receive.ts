import "../wiring";
import { AppError } from "../core/errors";
import { Uuid } from "../core/ids";
import { textResponse } from "../infra/node-http/light-response";
import { type RequestMeta, readBody, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { type Door, findDoor, findNewerDoor } from "../modules/deliveries/door";
import { countRefusal } from "../modules/deliveries/refusals";
import { deliveryStore } from "../modules/deliveries/store";
import { tellFleeting } from "../modules/deliveries/typing";
import { refusal } from "../rest/respond";

/** Meta's largest delivery (contract whatsapp-cloud §1). */
const MAX_BYTES = 3 * 1024 * 1024;

const ADDRESS = /^\/api\/webhooks\/([a-z0-9_]+)\/([^/]+)(?:\/([A-Za-z0-9_-]{1,128}))?\/?$/;

/**
 * `/api/webhooks/<channel>/<inboxId>`, and where there is no signature a secret behind it: POST takes a delivery of the channel's provider: proved over its bytes, stored raw,
 * answered 200 with nothing in it, and only then understood, by the worker. GET answers the provider's question whether the
 * address is ours. 401 for what proves nothing, 413 past 3 MB, 503 while the inbox is switched off: providers come again.
 */
export async function handleWebhook(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    const { pathname, searchParams } = new URL(request.url);
    const [, channel = "", inboxId = "", path = ""] = ADDRESS.exec(pathname) ?? [];
    const isAddress = Uuid.safeParse(inboxId).success;
    const door = isAddress ? await findDoor(channel, inboxId) : null;
    if (!door) throw new AppError("not_found", "No inbox takes deliveries at this address.");
    if (request.method === "GET") return await answerQuestion(door, searchParams, meta);
    if (request.method !== "POST") return textResponse("", 405, { allow: "GET, POST" });
    return await take({ request, path, door, meta });
  } catch (error) {
    return refusal(error, meta);
  }
}

async function answerQuestion(door: Door, query: URLSearchParams, meta: RequestMeta): Promise<Response> {
  const ask = ({ wire, credentials }: Door) => wire.answerChallenge?.(query, credentials) ?? null;
  const challenge = ask(door) ?? (await newer(door, ask));
  if (challenge === null) {
    await noteRefusal(door, meta, "a question with another verify token");
    return textResponse("", 403, {});
  }
  return textResponse(challenge, 200, { "content-type": "text/plain; charset=utf-8" });
}

async function take(given: {
  request: Request;
  path: string;
  door: Door;
  meta: RequestMeta;
}): Promise<Response> {
  const { request, path, door, meta } = given;
  const body = await bytesOf(request);
  const { headers } = request;
  const proves = ({ wire, credentials }: Door) =>
    wire.isFromProvider({ headers, body, path }, credentials) || null;
  const isProved = proves(door) ?? (await newer(door, proves));
  if (!isProved) {
    await noteRefusal(door, meta, "a delivery without the provider's signature");
    return textResponse("", 401, {});
  }
  if (!door.isOpen) return textResponse("", 503, { "retry-after": "600" });
  const { tenantId, inboxId } = door;
  if (await tellFleeting(door, body)) return textResponse("", 200, {});
  await deliveryStore().store({ tenantId, inboxId, body, traceId: meta.traceId });
  // Telegram would execute what stands in the answer's body.
  return textResponse("", 200, {});
}

async function newer<T>(door: Door, ask: (door: Door) => T | null): Promise<T | null> {
  const now = await findNewerDoor(door.channel.key, door.inboxId);
  return now ? ask(now) : null;
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? Number.NaN);
  // The hot path: a body that says it is small enough is read at once.
  if (declared > 0 && declared <= MAX_BYTES) return new Uint8Array(await request.arrayBuffer());
  return readBody(request, MAX_BYTES);
}

async function noteRefusal({ tenantId, inboxId }: Door, meta: RequestMeta, what: string): Promise<void> {
  const { ip, traceId } = meta;
  runtime().log.warn({ security: "webhook", tenantId, inboxId, ip, traceId }, `refused ${what}`);
  await countRefusal(inboxId);
}
