import type { Checked } from "../contract";
import { deliversTo } from "../facts";
import type { Failure } from "../inbound";
import type { CallProvider } from "../outbound";
import { type Client, clientOf } from "./client";
import type { GatewayCredentials } from "./credentials";
import { askStatus } from "./status";
import { Answer, WebhookResults } from "./wire";

type Given = { credentials: GatewayCredentials; webhookUrl: string | null; call: CallProvider };

/**
 * `GET /app/status`: whether the gateway is there, knows us, and has a phone; then where it delivers and with which secret,
 * where it can be asked (version 8.10 on).
 */
export async function checkAtGateway({ credentials, webhookUrl, call }: Given): Promise<Checked> {
  const client = clientOf(credentials, call);
  const answer = await askStatus(client, credentials.baseUrl);
  if (answer.type === "refused") return answer;
  const { isPaired, isConnected, number, device } = answer;
  const facts = [
    { label: "Gateway", value: new URL(credentials.baseUrl).host },
    ...(isPaired && number ? [{ label: "Number", value: `+${number}` }] : []),
    {
      label: "WhatsApp",
      value: isPaired ? (isConnected ? "Connected" : "Paired, but not connected") : NOT_PAIRED,
      isBad: !isPaired || !isConnected,
    },
  ];
  if (!webhookUrl) return { type: "known", facts };
  const webhook = await askWebhook(client, credentials.deviceId ?? device);
  if (!webhook?.webhook_url) return { type: "known", facts };
  const isOurs = webhook.webhook_url === webhookUrl;
  if (isOurs && webhook.webhook_secret !== credentials.webhookSecret)
    return { type: "refused", failure: WRONG_SECRET, field: "webhookSecret" };
  return { type: "known", facts: [...facts, deliversTo(webhook.webhook_url, webhookUrl)] };
}

const NOT_PAIRED = "No phone is paired";
const WRONG_SECRET: Failure = {
  ...{ class: "credentials", code: "secret", reason: "The gateway signs with another secret." },
  fix: "Tell the gateway the address again, which gives it this one; or enter the gateway's here.",
};

/** Null where the gateway cannot be asked: before version 8.10, or its device is not there yet. */
async function askWebhook(client: Client, deviceId: string | null) {
  if (!deviceId || deviceId.includes("@")) return null;
  const { status, json } = await client.call(`/devices/${encodeURIComponent(deviceId)}/webhook`);
  const found = WebhookResults.safeParse(Answer.safeParse(json).data?.results);
  return status < 300 && found.success ? found.data : null;
}
