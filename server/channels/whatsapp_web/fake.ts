import { createHmac } from "node:crypto";
import type { FakeAnswer, FakeCall } from "../fake";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export type GatewayMessage = { id: string; path: string; json: Record<string, unknown> };

/**
 * A gateway of version 9 with one device, for `startFake(gateway.take)`. `take` answers its REST calls: pairing by QR and by
 * code, status, devices, webhook, sending, gestures, chats and history. The phone in the customer's hand is played by the acts:
 *
 *   pair()             the phone has scanned the code: logged in and connected
 *   drop()             the connection is gone, the login stays;  comeBack() ends that
 *   logOut()           the phone has unlinked the device
 *   event(name, body)  an envelope as the gateway sends it, with our device in it
 *   deliver(event)     posts it to the webhook that `PATCH /devices/…/webhook` named, signed; answers the HTTP status
 *   sent               what was handed over by /send/… and /message/…, in its order, with the ids it was given
 *   groups             what /group/participants and /group/info tell: by the group's JID `{ name, people: [{ jid, … }] }`
 *   chats              what /chats and /chat/…/messages tell of the time before: `{ jid, name, messages: [...] }`
 */
export function createGatewayFake({
  username = "",
  password = "",
  number = "447700900000",
  deviceId = "acme-support",
  isPaired = false,
} = {}) {
  const state = { isPaired, isConnected: isPaired, codes: 0, webhookUrl: "", webhookSecret: "" };
  const sent: GatewayMessage[] = [];
  const chats: { jid: string; name: string; messages: Record<string, unknown>[] }[] = [];
  const groups = new Map<string, { name: string; people: Record<string, unknown>[] }>();
  const files = new Map<string, { type: string; bytes: Buffer }>();
  const jid = `${number}@s.whatsapp.net`;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const device = () => ({
    ...{ id: deviceId, display_name: "Acme Support", created_at: "2026-08-20T09:00:00Z" },
    ...(state.isPaired && { phone_number: number, jid }),
    state: state.isPaired ? (state.isConnected ? "logged_in" : "connecting") : "disconnected",
  });

  const reads: Record<string, (query: URLSearchParams, path: string, host: string) => FakeAnswer> = {
    "/app/status": () =>
      success({
        ...{ device_id: deviceId, jid: state.isPaired ? jid : "" },
        ...{ is_connected: state.isConnected, is_logged_in: state.isPaired },
      }),
    "/app/devices": () =>
      success(state.isPaired ? [{ name: "Acme Support", device: `${number}:7@s.whatsapp.net`, jid }] : []),
    "/devices": () => success([device()]),
    "/app/login": (_, __, host) => {
      if (state.isPaired) return failure(400, "ALREADY_LOGGED_IN", "you are already logged in.");
      const file = `statics/qrcode/scan-qr-${++state.codes}.png`;
      files.set(file, { type: "image/png", bytes: PNG });
      return success({ device_id: deviceId, qr_link: `http://${host}/${file}`, qr_duration: 30 });
    },
    "/app/login-with-code": (query) => {
      if (state.isPaired) return failure(400, "ALREADY_LOGGED_IN", "you are already logged in.");
      if (!/^[1-9]\d{6,14}$/.test(query.get("phone") ?? ""))
        return failure(400, "VALIDATION_ERROR", "phone: invalid");
      return success({ device_id: deviceId, pair_code: "ABCD-1234" });
    },
    "/app/logout": () => {
      state.isPaired = state.isConnected = false;
      return success({ device_id: deviceId });
    },
    "/app/reconnect": () => {
      if (!state.isPaired) return failure(401, "AUTHENTICATION_ERROR", "you are not logged in");
      state.isConnected = true;
      return success({ device_id: deviceId });
    },
    "/group/participants": (query) => {
      const id = query.get("group_id") ?? "";
      const group = groups.get(id);
      if (!group) return failure(500, "INTERNAL_SERVER_ERROR", "item-not-found");
      return success({ group_id: id, name: group.name, participants: group.people });
    },
    "/group/info": (query) => {
      const id = query.get("group_id") ?? "";
      const group = groups.get(id);
      if (!group) return failure(500, "INTERNAL_SERVER_ERROR", "item-not-found");
      return success({ JID: id, Name: group.name, OwnerJID: jid, Participants: [] });
    },
    "/chats": (query) =>
      page(
        query,
        chats.map(({ jid: chat, name }) => ({ jid: chat, name })),
      ),
  };

  function take({ method, path: asked, headers, json }: FakeCall): FakeAnswer {
    const { pathname, searchParams } = new URL(asked, "http://gateway.test");
    const path = decodeURIComponent(pathname);
    const file = files.get(path.slice(1));
    if (file) return { status: 200, file };
    if (path.startsWith("/statics/"))
      return { status: 404, file: { type: "text/plain", bytes: Buffer.from("") } };
    if ((username || password) && headers.authorization !== basic)
      return { status: 401, file: { type: "text/plain", bytes: Buffer.from("Unauthorized") } };
    const named = headers["x-device-id"];
    if (named && named !== deviceId && named !== jid)
      return failure(404, "DEVICE_NOT_FOUND", "device not found");
    if (path === `/devices/${deviceId}/webhook`) return webhook(method, json as Record<string, string>);
    if (method === "POST") return write(path, json as Record<string, unknown>);
    const [, chat] = /^\/chat\/([^/]+)\/messages$/.exec(path) ?? [];
    if (chat) return page(searchParams, chats.find((one) => one.jid === chat)?.messages ?? []);
    const [, id] = /^\/message\/([^/]+)\/download$/.exec(path) ?? [];
    if (id) return download(id);
    const read = reads[path];
    return (
      read?.(searchParams, path, headers.host ?? "") ?? failure(500, "INTERNAL_SERVER_ERROR", "Cannot GET")
    );
  }

  function webhook(method: string, json: Record<string, string> | null): FakeAnswer {
    if (method === "PATCH") {
      state.webhookUrl = json?.webhook_url ?? "";
      state.webhookSecret = json?.webhook_secret ?? "";
    }
    return success({ webhook_url: state.webhookUrl, webhook_secret: state.webhookSecret });
  }
  function download(id: string): FakeAnswer {
    const path = `statics/media/${id}.jpe`;
    files.set(path, { type: "image/jpeg", bytes: PNG });
    return success({ message_id: id, media_type: "image", filename: `${id}.jpe`, file_path: path });
  }
  function write(path: string, json: Record<string, unknown>): FakeAnswer {
    if (!state.isPaired) return failure(401, "AUTHENTICATION_ERROR", "you are not logged in");
    if (!state.isConnected)
      return failure(401, "AUTHENTICATION_ERROR", "you are not connect to services server, please reconnect");
    if (!/^\/(send|message\/[^/]+)\/\w[\w-]*$/.test(path))
      return failure(500, "INTERNAL_SERVER_ERROR", "Cannot POST");
    if (typeof json?.phone !== "string" || !json.phone)
      return failure(400, "VALIDATION_ERROR", "phone: cannot be blank.");
    if (path === "/send/message" && !json.message)
      return failure(400, "VALIDATION_ERROR", "message: cannot be blank.");
    if (path === "/send/sticker" && !json.sticker_url)
      return failure(400, "VALIDATION_ERROR", "either Sticker or StickerURL must be provided");
    const id = `3EB0FAKE${String(sent.length + 1).padStart(8, "0")}`;
    sent.push({ id, path, json });
    return success({ message_id: id, status: `Message sent to ${json.phone}` });
  }

  const event = (name: string, payload: object, at = new Date().toISOString()) => ({
    ...{ device_id: jid, event: name, payload, session_id: deviceId },
    ...(!/^message(\.(reaction|revoked|edited|deleted))?$/.test(name) && { timestamp: at }),
  });
  return {
    ...{ take, state, sent, chats, groups, files, event, jid },
    pair() {
      state.isPaired = state.isConnected = true;
    },
    drop() {
      state.isConnected = false;
    },
    comeBack() {
      state.isConnected = state.isPaired;
    },
    logOut() {
      state.isPaired = state.isConnected = false;
    },
    async deliver(payload: object): Promise<number> {
      const body = JSON.stringify(payload);
      const signature = createHmac("sha256", state.webhookSecret).update(body).digest("hex");
      const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
      return (await fetch(state.webhookUrl, { method: "POST", body, headers })).status;
    },
  };
}

export type GatewayFake = ReturnType<typeof createGatewayFake>;

function success(results: unknown): FakeAnswer {
  return { status: 200, json: { code: "SUCCESS", message: "Success", results } };
}
function failure(status: number, code: string, message: string): FakeAnswer {
  return { status, json: { code, message } };
}
function page(query: URLSearchParams, all: unknown[]): FakeAnswer {
  const [limit, offset] = [Number(query.get("limit") ?? 25), Number(query.get("offset") ?? 0)];
  const pagination = { limit, offset, total: all.length };
  return success({ data: all.slice(offset, offset + limit), pagination });
}
