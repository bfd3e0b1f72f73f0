import { describe, expect, it } from "vitest";
import { answering, check, recording, send } from "../testing/recorded";
import type { Failure } from "./inbound";
import { ProviderSilent } from "./outbound";

/** What a contract says of an error: its class, and the seconds to wait; or that nobody knows what became of it, or that nothing did. */
type End = `${Failure["class"]}${"" | ` after ${number} s`}` | "unclear" | "not done";

async function endOf(asked: unknown): Promise<End> {
  try {
    const sent = (await asked) as { type: string; failure?: Failure };
    expect(sent.type).toBe("failed");
    const { class: kind, retryAfter, reason, fix } = sent.failure!;
    expect(`${reason} ${fix}`).toMatch(/^[A-Z0-9].+\. .+\.$/);
    return retryAfter === undefined ? kind : `${kind} after ${retryAfter} s`;
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    return error.mayHaveArrived ? "unclear" : "not done";
  }
}
/** The end of a send that is answered so. */
function ends(channel: string, answer: { status: number; json: unknown; retryAfter?: number }): Promise<End> {
  const { wire, given } = answering(channel, [answer]);
  return endOf(send(wire, given));
}

// Contract whatsapp-cloud §7, line by line.
const META: [End, number[]][] = [
  ["retry after 6 s", [131056]],
  ["retry after 2 s", [130429]],
  ["retry after 60 s", [80007, 4, 131057, 2494100]],
  ["retry", [131016, 131000, 1, 2, 133004]],
  // They hold templates alone.
  ["retry after 1800 s", [131048, 131064]],
  ["recipient", [131049, 131050, 131026, 130472, 131030, 137000, 131021]],
  ["window", [131047]],
  ["content", [131051, 131052, 131053, 131008, 131009, 100, 131062]],
  ["content", [132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069]],
  ["credentials", [131042, 131044, 131031, 368, 130497, 131045, 131037]],
  ["credentials", [190, 0, 3, 10, 200, 210, 299, 131005, 133010]],
  ["provider", [133000, 133005, 133006, 133008, 133009, 133012, 133015, 133016, 999_999]],
];

describe("what Meta's codes mean", () => {
  const each = META.flatMap(([end, codes]) => codes.map((code) => [code, end] as const));

  it.each(each)("%i: %s, answered or told later, by Meta or by 360dialog", async (code, end) => {
    const error = { message: "(#1) said so", type: "OAuthException", code, fbtrace_id: "A" };
    // The HTTP status says nothing: Meta gives the same code with one or the other.
    for (const status of [400, 500])
      for (const channel of ["whatsapp_cloud", "whatsapp_360dialog"])
        expect([channel, status, await ends(channel, { status, json: { error } })]).toEqual([
          channel,
          status,
          end,
        ]);
    const { wire, given } = answering("whatsapp_cloud", []);
    const told = { id: "wamid.1", status: "failed", timestamp: "1787654400", errors: [{ code, title: "x" }] };
    const value = { metadata: { phone_number_id: "106540352242922" }, statuses: [told] };
    const delivery = { entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }] };
    const [item] = wire.parse(delivery, { ...given, receivedAt: new Date() });
    expect(item).toMatchObject({ failure: { class: end.split(" ")[0], code: String(code) } });
  });

  it.each([
    ["api-error-131056-pair-rate-limit", "retry after 6 s"],
    ["api-error-130429-throughput", "retry after 2 s"],
    ["api-error-80007-waba-rate-limit", "retry after 60 s"],
    ["api-error-190-token-expired", "credentials"],
    ["api-error-368-blocked-for-policy", "credentials"],
    ["api-error-132000-template-param-count", "content"],
    ["api-error-132001-template-missing", "content"],
    ["api-error-100-invalid-parameter", "content"],
    ["api-error-131009-parameter-value", "content"],
  ])("%s: %s", async (name, end) => {
    expect(await ends("whatsapp_cloud", { status: 400, json: recording("whatsapp_cloud", name) })).toBe(end);
  });

  it("what is wrong with a number's registration is not said of a message", async () => {
    for (const code of [133005, 133016]) {
      const { wire, given } = answering("whatsapp_cloud", [{ status: 400, json: { error: { code } } }]);
      expect(JSON.stringify(await send(wire, given))).toMatch(/"reason":"[^"]*register/);
    }
  });

  it.each<[number, unknown, End]>([
    [502, null, "unclear"],
    [500, { error: "x" }, "unclear"],
    [503, null, "not done"],
    [200, {}, "unclear"],
    [404, null, "not done"],
  ])("%i with %j: %s", async (status, json, end) => {
    expect(await ends("whatsapp_cloud", { status, json })).toBe(end);
  });
});

const meta = (http_code: number, developer_message: string) => ({
  meta: { success: false, http_code, developer_message },
});

describe("what 360dialog refuses by itself", () => {
  it.each<[number, unknown, End]>([
    [400, recording("whatsapp_360dialog", "error-400-rate-limit"), "retry after 10 s"],
    [429, { error: "too many" }, "retry after 10 s"],
    [401, recording("whatsapp_360dialog", "error-401-invalid-key"), "credentials"],
    [403, null, "credentials"],
    [403, { error: "The endpoint is blocked." }, "credentials"],
    [400, meta(400, "There are overdue invoices on this account."), "credentials"],
    [400, meta(400, "This number has been disabled."), "credentials"],
    [400, meta(400, "Something is wrong."), "provider"],
    [502, meta(502, "Upstream"), "unclear"],
    [503, null, "not done"],
  ])("%i with %j: %s", async (status, json, end) => {
    expect(await ends("whatsapp_360dialog", { status, json })).toBe(end);
  });
});

describe("what a gateway refuses", () => {
  const recorded: [string, End][] = [
    ["rest-400-validation-error", "content"],
    ["rest-400-invalid-jid-not-on-whatsapp", "recipient"],
    ["rest-400-device-id-required", "credentials"],
    ["rest-401-not-logged-in", "credentials"],
    ["rest-401-not-connected", "retry after 15 s"],
    ["rest-404-device-not-found", "credentials"],
    ["rest-429-reachout-timelock", "recipient"],
    ["rest-500-internal", "provider"],
    ["rest-504-gateway-timeout", "unclear"],
  ];
  it.each(recorded)("%s: %s", async (name, end) => {
    const status = Number(/-(\d{3})-/.exec(name)![1]);
    expect(await ends("whatsapp_web", { status, json: recording("whatsapp_web", name) })).toBe(end);
  });

  it.each<[number, string | null, string, End]>([
    [400, "BAD_REQUEST", "the body is no JSON", "provider"],
    [400, "INVALID_REQUEST", "x", "provider"],
    // Basic auth answers without JSON.
    [401, null, "Unauthorized", "credentials"],
    [401, "AUTHENTICATION_ERROR", "reconnect failed", "retry after 15 s"],
    [408, "CONTEXT_ERROR", "context canceled", "unclear"],
    [429, "TOO_MANY_REQUESTS", "slow down", "retry after 30 s"],
    [500, "UPLOAD_MEDIA_ERROR", "upload failed", "content"],
    // Said after the message may have left.
    [500, "INTERNAL_SERVER_ERROR", "context deadline exceeded", "unclear"],
    [500, "INTERNAL_SERVER_ERROR", "websocket disconnected before info query returned", "unclear"],
    [500, "SESSION_SAVED_ERROR", "x", "unclear"],
    [503, "DEVICE_MANAGER_UNAVAILABLE", "booting", "not done"],
    [502, null, "Bad gateway", "unclear"],
    [200, "SUCCESS", "without results", "unclear"],
  ])("%i %s (%s): %s", async (status, code, message, end) => {
    expect(await ends("whatsapp_web", { status, json: code ? { code, message } : null })).toBe(end);
  });

  it("its password, its device and its phone are told apart, each with the field that is to blame", async () => {
    const asked = async (status: number, json: unknown) => {
      const { wire, given } = answering("whatsapp_web", [{ status, json }]);
      return check(wire, given);
    };
    expect(await asked(401, null)).toMatchObject({ type: "refused", field: "password" });
    const several = recording("whatsapp_web", "rest-400-device-id-required");
    expect(await asked(400, several)).toMatchObject({ type: "refused", field: "deviceId" });
    expect(await asked(404, null)).toMatchObject({ type: "refused", field: "baseUrl" });
    const out = recording("whatsapp_web", "rest-401-not-logged-in");
    expect(await asked(401, out)).toMatchObject({ type: "known", facts: [{}, { isBad: true }] });
  });
});

describe("what Telegram refuses", () => {
  it.each<[string, End]>([
    ["api-error-429-retry-after", "retry after 13 s"],
    ["api-error-400-migrated-to-supergroup", "retry"],
    ["api-error-400-message-thread-not-found", "retry"],
    ["api-error-403-blocked-by-user", "recipient"],
    ["api-error-403-user-deactivated", "recipient"],
    ["api-error-403-kicked-from-supergroup", "recipient"],
    ["api-error-400-chat-not-found", "recipient"],
    ["api-error-400-file-is-too-big", "content"],
    ["api-error-401-unauthorized", "credentials"],
    ["api-error-409-webhook-active", "provider"],
  ])("%s: %s", async (name, end) => {
    const json = recording("telegram", name) as { error_code: number };
    expect(await ends("telegram", { status: json.error_code, json })).toBe(end);
  });

  it.each<[number, string | null, End]>([
    [403, "Forbidden: bot can't initiate conversation with a user", "recipient"],
    [403, "Forbidden: bot is not a member of the supergroup chat", "recipient"],
    [400, "Bad Request: can't parse entities: Unsupported start tag", "content"],
    [400, "Bad Request: TOPIC_CLOSED", "retry"],
    [400, "Bad Request: BUSINESS_CONNECTION_INVALID", "recipient"],
    [400, "Bad Request: wrong type of the web page content", "content"],
    [404, "Not Found", "credentials"],
    // Without a word how long: a little.
    [429, "Too Many Requests", "retry after 5 s"],
    // With the API's own body or without, of a send nobody knows.
    [500, "Internal Server Error", "unclear"],
    [502, "Bad Gateway", "unclear"],
    [504, "Gateway Timeout", "unclear"],
    [502, null, "unclear"],
    [503, null, "not done"],
  ])("%i %s: %s", async (status, description, end) => {
    const json = description && { ok: false, error_code: status, description };
    expect(await ends("telegram", { status, json })).toBe(end);
  });
});

describe("what a customer's own system answers", () => {
  it.each<[number, number | undefined, End]>([
    [401, undefined, "credentials"],
    [403, undefined, "credentials"],
    [404, undefined, "credentials"],
    [405, undefined, "credentials"],
    [410, undefined, "credentials"],
    [302, undefined, "credentials"],
    [408, undefined, "retry"],
    [425, undefined, "retry"],
    [429, 30, "retry after 30 s"],
    [500, undefined, "retry"],
    [503, 120, "retry after 120 s"],
    [400, undefined, "content"],
    [422, undefined, "content"],
  ])("%i, with %s s to wait: %s", async (status, retryAfter, end) => {
    expect(await ends("api", { status, json: null, retryAfter })).toBe(end);
  });
});
