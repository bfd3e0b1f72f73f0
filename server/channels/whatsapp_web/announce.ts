import { z } from "zod";
import type { Failure } from "../inbound";
import type { CallProvider } from "../outbound";
import { type Client, clientOf, refusalIn, silent } from "./client";
import type { GatewayCredentials } from "./credentials";
import { Answer, DeviceListed } from "./wire";

const OLD: Failure = {
  ...{
    class: "provider",
    code: "old",
    reason: "Before version 8.10 a gateway takes its webhook from its own settings only.",
  },
  fix: "Put the address into WHATSAPP_WEBHOOK and the webhook secret into WHATSAPP_WEBHOOK_SECRET, then restart it.",
};

/**
 * Gives the gateway's device our address and secret, and makes the device where the inbox names one that is not there
 * (contract §3). Throws ProviderSilent.
 */
export async function announceToGateway({
  credentials,
  webhookUrl,
  call,
}: {
  credentials: GatewayCredentials;
  webhookUrl: string;
  call: CallProvider;
}): Promise<Failure | null> {
  const client = clientOf(credentials, call);
  const webhook = { webhook_url: webhookUrl, webhook_secret: credentials.webhookSecret, webhook_events: "" };
  const listed = await listDevices(client);
  if (!Array.isArray(listed)) return listed;
  const { deviceId } = credentials;
  const device = listed.find(({ id, jid }) => (deviceId ? deviceId === id || deviceId === jid : true));
  if (!device?.id || (!deviceId && listed.length > 1)) {
    if (!deviceId && listed.length > 1) return refusalIn(400, { code: "DEVICE_ID_REQUIRED" });
    const json = { ...(deviceId && { device_id: deviceId }), ...webhook };
    return endOf(await client.call("/devices", { method: "POST", json }));
  }
  const path = `/devices/${encodeURIComponent(device.id)}/webhook`;
  return endOf(await client.call(path, { method: "PATCH", json: webhook }));
}

async function listDevices(client: Client) {
  const { status, json } = await client.call("/devices");
  const answer = Answer.safeParse(json);
  if (answer.success && status < 300) return z.array(DeviceListed).parse(answer.data.results ?? []);
  if (status === 404 || status === 405) return OLD;
  const failure = refusalIn(status, json);
  if (failure) return failure;
  throw silent(status, "which devices it has");
}

function endOf({ status, json }: { status: number; json: unknown }): Failure | null {
  if (status < 300) return null;
  const isUnknownPath = (status === 404 || status === 405) && !Answer.safeParse(json).success;
  if (isUnknownPath) return OLD;
  const failure = refusalIn(status, json);
  if (failure) return failure;
  throw silent(status, "whether it delivers here");
}
