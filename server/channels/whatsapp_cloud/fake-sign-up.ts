import type { FakeAnswer, FakeCall } from "../fake";

/** An account at this Meta, and what has been done to it. */
export type FakeAccount = {
  app: { id: string; secret: string };
  /** Of Meta's page; good for once. */
  code: string;
  token: string;
  waba: string;
  numbers: string[];
  scopes: string[];
  /** For which app the token is. */
  tokenApp: string;
  isRegistered: boolean;
  isInBusinessApp: boolean;
  /** The two-step PIN that the number has; null for none. */
  pin: string | null;
  isSubscribed: boolean;
  callbacks: Record<string, string>;
};

const ok: FakeAnswer = { status: 200, json: { success: true } };
const wrong = (status: number, code: number, message: string): FakeAnswer => ({
  status,
  json: { error: { message, type: "OAuthException", code, fbtrace_id: "Afake" } },
});

/** Meta's side of embedded signup (contract whatsapp-cloud §9); null for what it knows nothing of. */
export function takeSignUp(
  account: FakeAccount,
  { method, path, headers, json }: FakeCall,
): FakeAnswer | null {
  const { pathname, searchParams: query } = new URL(path, "http://meta.test");
  const [, object = "", edge = ""] = /^\/v\d{2}\.\d\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (object === "oauth" && edge === "access_token") return exchanged(account, query);
  if (object === "debug_token") {
    const { app, waba, scopes, tokenApp } = account;
    if (headers.authorization !== `Bearer ${app.id}|${app.secret}`)
      return wrong(401, 190, "Invalid app token");
    const granular = scopes.map((scope) => ({ scope, target_ids: [waba] }));
    const isValid = query.get("input_token") === account.token;
    return {
      status: 200,
      json: { data: { app_id: tokenApp, is_valid: isValid, scopes, granular_scopes: granular } },
    };
  }
  if (headers.authorization !== `Bearer ${account.token}`) return null;
  if (object === account.waba && edge === "phone_numbers")
    return { status: 200, json: { data: account.numbers.map((id) => ({ id })) } };
  if (method !== "POST" || edge === "messages") return null;
  return changed(account, { object, edge, json });
}

function exchanged(account: FakeAccount, query: URLSearchParams): FakeAnswer {
  const { app, code, token } = account;
  const isOurs = query.get("client_id") === app.id && query.get("client_secret") === app.secret;
  if (!isOurs) return wrong(400, 101, "Error validating client secret.");
  if (query.get("code") !== code) return wrong(400, 100, "This authorization code has expired.");
  account.code = "used";
  return { status: 200, json: { access_token: token, token_type: "bearer" } };
}

function changed(
  account: FakeAccount,
  { object, edge, json }: { object: string; edge: string; json: unknown },
): FakeAnswer | null {
  if (object === account.waba && edge === "subscribed_apps") {
    account.isSubscribed = true;
    return ok;
  }
  if (!account.numbers.includes(object)) return null;
  if (edge === "register") return registered(account, (json as { pin?: string }).pin);
  const { webhook_configuration: callback } = json as {
    webhook_configuration?: { override_callback_uri: string };
  };
  // The plain subscription comes first.
  if (!account.isSubscribed) return wrong(400, 100, "Before override, subscribe your app to the account");
  account.callbacks[object] = callback?.override_callback_uri ?? "";
  return ok;
}

function registered(account: FakeAccount, pin: string | undefined): FakeAnswer {
  if (!/^\d{6}$/.test(pin ?? "")) return wrong(400, 100, "Parameter pin must be six digits");
  if (account.pin !== null && account.pin !== pin)
    return wrong(400, 133005, "Two step verification PIN mismatch");
  account.pin = pin!;
  account.isRegistered = true;
  return ok;
}
