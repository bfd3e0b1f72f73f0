import type { Failure } from "../inbound";
import type { ProviderError } from "./wire";

type Known = Omit<Failure, "code">;

const BUG: Known = {
  class: "content",
  reason: "WhatsApp did not accept this kind of message.",
  fix: "Write it in another way, for example as plain text.",
};
const TEMPLATE: Known = {
  class: "content",
  reason: "The template is not as WhatsApp has it.",
  fix: "Sync the templates in the inbox's settings and send it again.",
};
const STOPPED: Known = {
  class: "credentials",
  reason: "Meta has stopped sending for this number.",
  fix: "Look at the number in Meta's WhatsApp Manager; sending goes on when it is mended.",
};
/** Told where a number is registered (contract §7, §9 step 5). */
const SETUP: Known = {
  class: "provider",
  reason: "Meta did not register this number.",
  fix: "Look at the number in Meta's WhatsApp Manager, then connect it again in the inbox's settings.",
};
const ACCESS: Known = {
  class: "credentials",
  reason: "Meta no longer accepts the access token of this number.",
  fix: "Connect the number again in the inbox's settings.",
};
const BUSY: Known = {
  class: "retry",
  reason: "WhatsApp is busy.",
  fix: "It is sent again by itself.",
};
/** Neither stops the answers to those who write (contract §8); the moving day lets go of some every hour. */
const LIMITED = {
  class: "retry",
  fix: "Send it again tomorrow, or wait until they write.",
  ...{ retryAfter: 1800, isFirstLimit: true },
} as const;

/** Of its own problems nobody knows how far a message had come: "retry few times". */
const BROKEN: Known = { ...BUSY, reason: "WhatsApp has a problem of its own.", tries: 6 };

/** By Meta's code alone: texts and HTTP statuses change (contract §7). */
const BY_CODE: Record<number, Known> = {
  131056: {
    class: "retry",
    reason: "WhatsApp allows one message every 6 seconds to one person.",
    fix: "It is sent by itself in a few seconds.",
    retryAfter: 6,
  },
  130429: {
    ...BUSY,
    reason: "This number sends more messages a second than WhatsApp allows.",
    retryAfter: 2,
  },
  80007: { ...BUSY, reason: "This WhatsApp account has made too many calls.", retryAfter: 60 },
  4: { ...BUSY, reason: "Parley's app has made too many calls to Meta.", retryAfter: 60 },
  131016: BROKEN,
  131000: BROKEN,
  1: BROKEN,
  2: BROKEN,
  133004: BROKEN,
  131057: { ...BUSY, reason: "Meta is upgrading this number.", retryAfter: 60 },
  2494100: { ...BUSY, reason: "Meta is upgrading this number.", retryAfter: 60 },
  131047: {
    class: "window",
    reason: "24 hours have passed since the contact last wrote.",
    fix: "Send a template.",
  },
  131026: {
    class: "recipient",
    reason:
      "This person cannot be reached on WhatsApp: no account, an old app, or they have blocked the business.",
    fix: "Try another channel.",
  },
  131050: {
    class: "recipient",
    reason: "This person has stopped marketing messages from the business.",
    fix: "Write to them about their own matters only.",
    stopsMarketing: true,
  },
  131049: {
    class: "recipient",
    reason: "Meta chose not to deliver this marketing message.",
    fix: "Try again after 24 hours at the earliest.",
  },
  130472: {
    class: "recipient",
    reason: "This person takes part in an experiment of Meta's and gets no such message.",
    fix: "Wait until they write, or try another channel.",
  },
  131030: {
    class: "recipient",
    reason: "This test number may write to listed people only.",
    fix: "Add the person in Meta's developer pages, or use a real number.",
  },
  131021: { class: "recipient", reason: "A number cannot write to itself.", fix: "Choose another contact." },
  137000: {
    class: "recipient",
    reason: "The contact's identity has changed.",
    fix: "Ask them to write again.",
  },
  131051: BUG,
  131052: {
    ...BUG,
    reason: "WhatsApp could not fetch the file.",
    fix: "Send the file again.",
    isWorthOnce: true,
  },
  131053: {
    ...BUG,
    reason: "WhatsApp did not accept the file.",
    fix: "Send it as another type, or smaller.",
    isWorthOnce: true,
  },
  131008: BUG,
  131009: BUG,
  100: BUG,
  131062: BUG,
  ...Object.fromEntries(
    [132000, 132001, 132005, 132007, 132008, 132012, 132068, 132069].map((code) => [code, TEMPLATE]),
  ),
  132015: {
    ...TEMPLATE,
    reason: "Meta has paused this template.",
    fix: "Use another one, or wait until it is lifted.",
  },
  132016: { ...TEMPLATE, reason: "Meta has switched this template off.", fix: "Use another one." },
  131048: { ...LIMITED, reason: "Too many people have blocked or reported this number: WhatsApp limits it." },
  131064: { ...LIMITED, reason: "The number has reached its messaging limit for today." },
  131042: { ...STOPPED, reason: "The payment for this WhatsApp account has a problem." },
  131044: { ...STOPPED, reason: "The payment for this WhatsApp account has a problem." },
  131031: { ...STOPPED, reason: "Meta has locked this WhatsApp account." },
  368: { ...STOPPED, reason: "Meta has blocked this WhatsApp account for a while." },
  130497: { ...STOPPED, reason: "This WhatsApp account may not write to that country." },
  131045: { ...STOPPED, reason: "The number's registration is not complete." },
  131037: { ...STOPPED, reason: "The number's display name is not approved." },
  133000: {
    ...SETUP,
    reason: "The number was taken off at Meta, and that has not ended yet.",
    fix: "Wait a few minutes, then send the address again in the inbox's settings.",
  },
  133005: {
    ...SETUP,
    reason: "Meta did not register this number: it has a two-step PIN already, and it is another one.",
    fix: "Enter it under Two-step PIN in the inbox's settings and save.",
  },
  133006: {
    ...SETUP,
    reason: "Meta has not verified that the number is yours.",
    fix: "Verify it in Meta's WhatsApp Manager, then connect it again in the inbox's settings.",
  },
  133008: {
    ...SETUP,
    reason: "A wrong two-step PIN was given too often.",
    fix: "Wait as long as Meta's WhatsApp Manager says, then enter the right one in the inbox's settings.",
  },
  133009: {
    ...SETUP,
    reason: "The two-step PIN was given again too soon.",
    fix: "Wait a few minutes, then send the address again in the inbox's settings.",
  },
  133010: {
    ...STOPPED,
    reason: "The number is not registered.",
    fix: "Register it in the inbox's settings.",
  },
  133015: {
    ...SETUP,
    reason: "The number was taken off at Meta only a moment ago.",
    fix: "Wait five minutes, then send the address again in the inbox's settings.",
  },
  133016: {
    ...SETUP,
    reason: "The number was registered ten times in three days, and Meta allows no more.",
    fix: "Wait three days, then send the address again in the inbox's settings.",
  },
  190: ACCESS,
  0: ACCESS,
  3: ACCESS,
  10: ACCESS,
  131005: ACCESS,
};

const UNKNOWN: Known = {
  class: "provider",
  reason: "WhatsApp did not send this message.",
  fix: "Try again; if it happens again, quote the code to Meta's support.",
};

/** What Meta's error means for the message, in words a person understands. */
export function failureOf(error: Pick<ProviderError, "code" | "title" | "message" | "error_data">): Failure {
  const { code } = error;
  const known = BY_CODE[code] ?? familyOf(code);
  return { ...known, code: String(code) };
}

function familyOf(code: number): Known {
  if (code >= 200 && code <= 299) return ACCESS;
  return code >= 133000 && code <= 133016 ? SETUP : UNKNOWN;
}
