import { createHmac } from "node:crypto";
import { type FakeAnswer, type FakeCall, type FakeProvider, startFake } from "../channels/fake";
import { createCloudFake } from "../channels/whatsapp_cloud/fake";
import type { FakeAccount } from "../channels/whatsapp_cloud/fake-sign-up";

export type { FakeAccount };

/** Made up, as everything of this WhatsApp. */
export const CLOUD = {
  phoneNumberId: "106540352242922",
  wabaId: "102290129340398",
  accessToken: "EAAG-fictional-token",
  appSecret: "c0ffee00c0ffee00c0ffee00c0ffee00",
};

/** The number of CLOUD, whose owner goes through the pages of Meta's that `app` opens, and comes back with `code`. */
export const unconnected = (app: FakeAccount["app"], code: string): FakeAccount => ({
  ...{ app, code, token: CLOUD.accessToken, waba: CLOUD.wabaId, numbers: [CLOUD.phoneNumberId] },
  ...{ tokenApp: app.id, pin: null, callbacks: {} },
  scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
  ...{ isRegistered: false, isInBusinessApp: false, isSubscribed: false },
});

const GONE: FakeAnswer = { status: 400, json: { error: { code: 131052, message: "Media download error" } } };

/**
 * WhatsApp itself at a port that the product under test was told. `lost`: the ids of the files that it does not have; `account`:
 * one that can be connected by Meta's pages.
 */
export async function startMeta(
  port: number,
  account?: FakeAccount,
): Promise<FakeProvider & { lost: Set<string> }> {
  const lost = new Set<string>();
  const meta = createCloudFake({ token: CLOUD.accessToken, account });
  const take = (call: FakeCall) => (lost.has(/\/(\d+)\?/.exec(call.path)?.[1] ?? "") ? GONE : meta(call));
  return { ...(await startFake(take, port, isMessage)), lost };
}

/** And not a read mark, "typing…" or a question. */
export const isMessage = ({ json }: FakeCall) => (json as { type?: string } | null)?.type !== undefined;

/** Delivers to a webhook address as Meta does, signed. Answers the HTTP status. */
export async function deliverAsMeta(webhookUrl: string, value: object, field = "messages"): Promise<number> {
  const metadata = { display_phone_number: "12025550100", phone_number_id: CLOUD.phoneNumberId };
  const change = { field, value: { messaging_product: "whatsapp", metadata, ...value } };
  const entry = [{ id: CLOUD.wabaId, changes: [change] }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  const signature = createHmac("sha256", CLOUD.appSecret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
  return (await fetch(webhookUrl, { method: "POST", body, headers })).status;
}

const seconds = () => String(Math.floor(Date.now() / 1000));

/** A message of somebody called Grace, of the given kind. */
export function fromGrace(phone: string, id: string, message: object) {
  return {
    contacts: [{ wa_id: phone, profile: { name: "Grace Whitfield" } }],
    messages: [{ id, from: phone, timestamp: seconds(), ...message }],
  };
}

/** What became of a message of ours. */
export function statusOf(id: string, status: string, rest: object = {}) {
  return { statuses: [{ id, status, timestamp: seconds(), ...rest }] };
}
