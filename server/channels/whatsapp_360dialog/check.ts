import type { Checked } from "../contract";
import { deliversTo } from "../facts";
import type { Failure } from "../inbound";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { DialogCredentials } from "./credentials";
import { refusalIn } from "./failures";
import { keyOf } from "./send";
import { WebhookConfig } from "./wire";

const PATH = "/v1/configs/webhook";

/** `GET /v1/configs/webhook`: whether the key is known, and where the number delivers (contract). Throws ProviderSilent. */
export async function checkAtDialog(given: {
  credentials: DialogCredentials;
  webhookUrl: string | null;
  call: CallProvider;
}): Promise<Checked> {
  const { credentials, webhookUrl, call } = given;
  const { status, json } = await call(PATH, { headers: keyOf(credentials) });
  const config = WebhookConfig.safeParse(json);
  if (status < 300 && config.success)
    return { type: "known", facts: factsOf(config.data.url ?? "", webhookUrl) };
  const failure = refusalIn(status, json);
  if (!failure) throw new ProviderSilent(`360dialog answered ${status}.`, false);
  return { type: "refused", failure, ...(failure.class === "credentials" && { field: "apiKey" }) };
}

function factsOf(url: string, webhookUrl: string | null) {
  const key = { label: "API key", value: "Known to 360dialog." };
  if (!webhookUrl) return [key];
  return [key, deliversTo(url, webhookUrl)];
}

/** `POST /v1/configs/webhook`. Throws ProviderSilent. */
export async function announceToDialog(given: {
  credentials: DialogCredentials;
  webhookUrl: string;
  call: CallProvider;
}): Promise<Failure | null> {
  const { credentials, webhookUrl: url, call } = given;
  const { status, json } = await call(PATH, { method: "POST", headers: keyOf(credentials), json: { url } });
  if (status < 300) return null;
  const failure = refusalIn(status, json);
  if (!failure) throw new ProviderSilent(`360dialog answered ${status}.`, false);
  return failure;
}
