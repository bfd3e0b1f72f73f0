import type { Failure } from "../inbound";
import { ProviderSilent } from "../outbound";
import { type Client, passwordRefused, refusalIn } from "./client";
import { userOf } from "./jid";
import { Answer, StatusResults } from "./wire";

/** How a device stands. `number`: of the paired account, in digits. */
export type Status = {
  type: "status";
  isPaired: boolean;
  isConnected: boolean;
  number: string | null;
  device: string | null;
};
export type Refused = { type: "refused"; failure: Failure; field?: string };

const NOT_YET: Status = { type: "status", isPaired: false, isConnected: false, number: null, device: null };

/** `GET /app/status`. A device that is not there yet is one without a phone. Throws ProviderSilent. */
export async function askStatus(client: Client, baseUrl: string): Promise<Status | Refused> {
  const { status, json } = await reach(client, baseUrl);
  const answer = Answer.safeParse(json);
  const found = StatusResults.safeParse(answer.data?.results);
  if (status < 300 && found.success) {
    const { is_connected: isConnected, is_logged_in: isPaired, jid, device_id: device = "" } = found.data;
    // Version 7 has the account's own address where later ones have the device.
    const isAccount = device.includes("@");
    const number = userOf(jid || (isAccount ? device : ""));
    return {
      ...{ type: "status", isConnected, isPaired, number: isPaired && number ? number : null },
      device: isAccount ? null : device || null,
    };
  }
  if (answer.data?.code === "DEVICE_NOT_FOUND" || answer.data?.code === "AUTHENTICATION_ERROR")
    return NOT_YET;
  const failure = refusalIn(status, json);
  if (failure?.code === "401") return { type: "refused", failure: passwordRefused(), field: "password" };
  const isDevice = failure?.code.startsWith("DEVICE_");
  if (failure) return { type: "refused", failure, ...(isDevice && { field: "deviceId" }) };
  if (!answer.success && status < 500)
    return { type: "refused", failure: noGateway(status), field: "baseUrl" };
  throw new ProviderSilent(`The gateway answered ${status} without saying how it stands.`, false);
}

function noGateway(status: number): Failure {
  const reason = "Something answers there, but no WhatsApp gateway.";
  const fix = "Check the address, and the base path if the gateway has one.";
  return { class: "credentials", code: String(status), reason, fix };
}

/** Says in words that the person at the form can act on that there is no way to it. */
async function reach(client: Client, baseUrl: string) {
  try {
    return await client.call("/app/status");
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    const { host } = new URL(baseUrl);
    const next = `Check that the gateway runs and that ${host} can be reached from here.`;
    throw new ProviderSilent(`${error.message} ${next}`, error.mayHaveArrived);
  }
}
