import { randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import type { ProviderApp, SignUp } from "../contract";
import type { Failure } from "../inbound";
import { refusalIn } from "../meta/message";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

const Token = z.looseObject({ access_token: z.string().min(1) });
const Debug = z.looseObject({
  data: z.looseObject({
    is_valid: z.boolean(),
    app_id: z.coerce.string().optional(),
    granular_scopes: z
      .array(z.looseObject({ scope: z.string(), target_ids: z.array(z.coerce.string()).optional() }))
      .default([]),
  }),
});
const Numbers = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** Without one of them the number cannot be sent from, or its templates not be read. */
const SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"];
const again = (reason: string): { type: "failed"; failure: Failure } => ({
  type: "failed",
  failure: { class: "credentials", code: "signup", reason, fix: "Connect with Meta once more." },
});

/**
 * The code of Meta's page for a token of the business's own (contract §9 steps 1 to 3): for our app, with both permissions on
 * the account that was chosen, and the number in it. The browser says which they are, so all is asked of Meta. Throws
 * ProviderSilent.
 */
export const exchangeAtMeta: SignUp<CloudCredentials>["exchange"] = async ({ app, code, chosen, call }) => {
  const token = await get(
    call,
    `oauth/access_token?${new URLSearchParams({ client_id: app.id, client_secret: app.secret, code })}`,
    Token,
    null,
  );
  if (token.type === "failed")
    return again("Meta no longer takes the code of its page: it lasts for half a minute.");
  const { access_token: accessToken } = token.data;
  const refused = await refusalOfToken(call, app, accessToken, chosen.account);
  if (refused) return again(refused);
  const numbers = await get(call, `${chosen.account}/phone_numbers?fields=id`, Numbers, accessToken);
  if (numbers.type === "failed") return numbers;
  const ids = numbers.data.data.map(({ id }) => id);
  const phoneNumberId = chosen.number ?? (ids.length === 1 ? ids[0] : undefined);
  if (!phoneNumberId) return again("Meta's page did not say which number it is about.");
  if (!ids.includes(phoneNumberId)) return again("The number is not in the account that was chosen.");
  return {
    type: "signed",
    credentials: {
      ...{ phoneNumberId, wabaId: chosen.account, accessToken, appSecret: app.secret, isSignedUp: true },
      verifyToken: randomBytes(24).toString("base64url"),
      pin: String(randomInt(0, 1_000_000)).padStart(6, "0"),
    },
  };
};

/** Null: the token is ours and may do what it has to. */
async function refusalOfToken(
  call: CallProvider,
  { id, secret }: ProviderApp,
  token: string,
  account: string,
): Promise<string | null> {
  const path = `debug_token?${new URLSearchParams({ input_token: token })}`;
  const debug = await get(call, path, Debug, `${id}|${secret}`);
  if (debug.type === "failed") return debug.failure.reason;
  const { is_valid: isValid, app_id: app, granular_scopes: scopes } = debug.data.data;
  if (!isValid || app !== id) return "What Meta's page has given is not for this installation's app.";
  const allowed = (scope: string) =>
    scopes.some((one) => one.scope === scope && (!one.target_ids || one.target_ids.includes(account)));
  const missing = SCOPES.find((scope) => !allowed(scope));
  return missing ? `On Meta's page the permission ${missing} was not given for this account.` : null;
}

async function get<T>(
  call: CallProvider,
  path: string,
  shape: z.ZodType<T>,
  token: string | null,
): Promise<{ type: "read"; data: T } | { type: "failed"; failure: Failure }> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const { status, json } = await call(`/${VERSION}/${path}`, { headers });
  const read = shape.safeParse(json);
  if (status < 300 && read.success) return { type: "read", data: read.data };
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(`Meta answered ${status} while the number was being connected.`, false);
}
