import type { Failure } from "../inbound";
import { type CallProvider, isUnclear, ProviderSilent } from "../outbound";
import { NO_PHONE, NO_PHONE_REASON } from "../pairing";
import type { GatewayCredentials } from "./credentials";
import { Answer } from "./wire";

type Request = Parameters<CallProvider>[1];
export type Client = {
  headers: Record<string, string>;
  call: (path: string, request?: Request) => ReturnType<CallProvider>;
};

/** Names the user and the device with every request; version 7 has one device and takes no notice. */
export function clientOf({ username, password, deviceId }: GatewayCredentials, call: CallProvider): Client {
  const pair = Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64");
  const headers = {
    ...((username || password) && { authorization: `Basic ${pair}` }),
    ...(deviceId && { "x-device-id": encodeURIComponent(deviceId) }),
  };
  return { headers, call: (path, request = {}) => call(path, { ...request, headers }) };
}

type Known = Omit<Failure, "code">;
const PROVIDER: Known = {
  class: "provider",
  reason: "The gateway did not send this message.",
  fix: "Try again; if it happens again, look at the gateway's log.",
};
const LOGGED_OUT: Failure = {
  ...{ class: "credentials", code: NO_PHONE },
  reason: NO_PHONE_REASON,
  fix: "Pair the phone in the inbox's settings; what waits goes out then.",
};
const DEVICE: Known = {
  class: "credentials",
  reason: "The gateway does not know this device.",
  fix: "Check the device in the inbox's settings.",
};
const BY_CODE: Record<string, Known> = {
  VALIDATION_ERROR: {
    class: "content",
    reason: "The gateway did not accept this message.",
    fix: "Write it in another way, or send the file as another type.",
  },
  INVALID_JID: {
    class: "recipient",
    reason: "This number is not on WhatsApp.",
    fix: "Check the number, or try another channel.",
  },
  UPLOAD_MEDIA_ERROR: {
    class: "content",
    reason: "WhatsApp did not accept the file.",
    fix: "Send it as another type, or smaller.",
  },
  WA_REACHOUT_TIMELOCK: {
    class: "recipient",
    reason: "WhatsApp does not let this number write first to people for the moment.",
    fix: "Wait until they write, or try again tomorrow. More tries make it worse.",
  },
  DEVICE_NOT_FOUND: DEVICE,
  DEVICE_ID_REQUIRED: {
    ...DEVICE,
    reason: "The gateway has several devices.",
    fix: "Name one in the inbox's settings.",
  },
};

/** Of an answer that refuses; null: it does not say that nothing was done (contract §2). */
export function refusalIn(status: number, json: unknown): Failure | null {
  const answer = Answer.safeParse(json);
  if (!answer.success) return status === 401 ? passwordRefused() : null;
  const { code, message = "" } = answer.data;
  if (code === "AUTHENTICATION_ERROR") return { code, ...stateRefusal(message) };
  const known = BY_CODE[code];
  if (known) return { ...known, code };
  if (status === 429)
    return {
      class: "retry",
      code,
      reason: "The gateway is busy.",
      fix: "It is sent again by itself.",
      retryAfter: 30,
    };
  const isLost = isUnclear(status) && (code !== "INTERNAL_SERVER_ERROR" || LOST.test(message));
  return isLost || status === 408 || status === 503 ? null : { ...PROVIDER, code };
}
/** Words of an error that came after the message may have left. */
const LOST = /time[d ]*out|deadline|context|disconnect|websocket|EOF|reset/i;

/** Not Basic auth: the account's own state. A connection that is down comes back by itself. */
function stateRefusal(message: string): Known {
  if (/not connect|reconnect/i.test(message))
    return {
      class: "retry",
      reason: "The gateway has lost its connection to WhatsApp.",
      fix: "It is sent by itself when the connection is back.",
      retryAfter: 15,
    };
  return LOGGED_OUT;
}

/** Basic auth answers with plain text. */
export function passwordRefused(): Failure {
  return {
    ...{ class: "credentials", code: "401", reason: "The gateway refuses the user name and password." },
    fix: "Copy both from APP_BASIC_AUTH of the gateway.",
  };
}

/** What nobody knows the end of. */
export function silent(status: number, what: string): ProviderSilent {
  const isUnknown = status === 408 || isUnclear(status);
  return new ProviderSilent(`The gateway answered ${status} without saying ${what}.`, isUnknown);
}
