/** Close and error codes of Pusher Channels. 4000-4099: do not reconnect; 4100-4199: back off; 4200-4299: reconnect at once. */
export const CODE = {
  noSuchApp: 4001,
  wrongPath: 4005,
  wrongVersion: 4006,
  unsupportedProtocol: 4007,
  noProtocol: 4008,
  unauthorized: 4009,
  overCapacity: 4100,
  reconnect: 4200,
  noPong: 4201,
  inactive: 4202,
  other: 4300,
  clientEventRejected: 4301,
  watchlistTooLong: 4302,
} as const;

/** What a client may say. `data` of a client event and `channelData`, `userData` are JSON texts, exactly as they are signed or passed on. */
export type ClientMessage =
  | { kind: "ping" }
  | { kind: "pong" }
  | { kind: "subscribe"; channel: string; auth: string; channelData: string | undefined }
  | { kind: "unsubscribe"; channel: string }
  | { kind: "signin"; auth: string; userData: string }
  | { kind: "event"; event: string; channel: string; data: string }
  | { kind: "wrong"; message: string };

/** Reads one text frame. Whatever the text is, it never throws. */
export function readClientMessage(text: string): ClientMessage {
  try {
    const message: unknown = JSON.parse(text);
    if (!isRecord(message) || typeof message.event !== "string") {
      return { kind: "wrong", message: "A message is an object with an event name." };
    }
    return readEvent(message.event, message.channel, message.data);
  } catch {
    return { kind: "wrong", message: "The message is not valid JSON." };
  }
}

function readEvent(event: string, channel: unknown, data: unknown): ClientMessage {
  if (event === "pusher:ping") return { kind: "ping" };
  if (event === "pusher:pong") return { kind: "pong" };
  if (!event.startsWith("pusher:")) {
    const text = typeof data === "string" ? data : JSON.stringify(data ?? null);
    return { kind: "event", event, channel: typeof channel === "string" ? channel : "", data: text };
  }
  const fields = readFields(data);
  if (event === "pusher:subscribe" && typeof fields.channel === "string") {
    const channelData = typeof fields.channel_data === "string" ? fields.channel_data : undefined;
    const auth = typeof fields.auth === "string" ? fields.auth : "";
    return { kind: "subscribe", channel: fields.channel, auth, channelData };
  }
  if (event === "pusher:unsubscribe" && typeof fields.channel === "string") {
    return { kind: "unsubscribe", channel: fields.channel };
  }
  if (event === "pusher:signin") {
    const { auth, user_data: userData } = fields;
    return { kind: "signin", auth: textOr(auth), userData: textOr(userData) };
  }
  return { kind: "wrong", message: "This event is unknown or lacks a field." };
}

/** Clients send `data` as an object; some send the JSON text of one. */
function readFields(data: unknown): Record<string, unknown> {
  const value: unknown = typeof data === "string" ? JSON.parse(data) : data;
  return isRecord(value) ? value : {};
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An event on a channel; `data` is a JSON text and travels as a string, as the protocol has it. */
export function eventText(channel: string, event: string, data: string, userId?: string): string {
  const user = userId === undefined ? "" : `,"user_id":${JSON.stringify(userId)}`;
  return `{"event":${JSON.stringify(event)},"channel":${JSON.stringify(channel)},"data":${JSON.stringify(data)}${user}}`;
}

export function establishedText(socketId: string, activityTimeoutMs: number): string {
  const data = { socket_id: socketId, activity_timeout: Math.max(1, Math.round(activityTimeoutMs / 1000)) };
  return JSON.stringify({ event: "pusher:connection_established", data: JSON.stringify(data) });
}

export function errorText(code: number | null, message: string, channel?: string): string {
  return JSON.stringify({ event: "pusher:error", channel, data: { code, message } });
}

/** `status` is an HTTP status or one of CODE. */
export type SubscriptionError = {
  type: "AuthError" | "LimitReached" | "InvalidChannel";
  error: string;
  status: number;
};

export function subscriptionErrorText(channel: string, error: SubscriptionError): string {
  return JSON.stringify({ event: "pusher:subscription_error", channel, data: error });
}

export function signedInText(userData: string): string {
  return JSON.stringify({ event: "pusher:signin_success", data: { user_data: userData } });
}

export const PING = '{"event":"pusher:ping","data":{}}';
export const PONG = '{"event":"pusher:pong","data":{}}';
