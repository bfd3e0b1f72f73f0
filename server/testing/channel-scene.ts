import { createHmac } from "node:crypto";
import { makeInbox, makeTeam } from "../../prisma/seed/factories";
import { signedHeaders } from "../channels/api/fake";
import { getChannel } from "../channels/registry";
import { handleWebhook } from "../inbound/receive";
import type { Runtime } from "../infra/runtime";
import { PROCESS_KIND } from "../modules/deliveries/store";
import { webhookUrlOf } from "../modules/inboxes/connect";
import { providerNamesOf, sealCredentials } from "../modules/inboxes/credentials";
import { drain } from "../worker/index";
import { credentialsOf, MADE_UP } from "./made-up";
import { until } from "./until";

export const APP_SECRET = MADE_UP.whatsapp_cloud.appSecret;
export const NUMBER = MADE_UP.whatsapp_cloud.phoneNumberId;
export const WABA = MADE_UP.whatsapp_cloud.wabaId;
export const DIALOG_KEY = MADE_UP.whatsapp_360dialog.apiKey;
export const SIGNING_SECRET = MADE_UP.api.secret;
export const SECRET_TOKEN = MADE_UP.telegram.secretToken;

/** What tests before have left for later is not done among those that come after. */
export async function forgetWork({ db }: Pick<Runtime, "db">): Promise<void> {
  await db.pool.query("delete from outbox_entry where finished_at is null");
}

export type ChannelScene = Awaited<ReturnType<typeof channelScene>>;

/** A business with one connected inbox, and its provider: it signs and delivers, and the worker works when told. */
export async function channelScene(rt: Runtime, channel: string, credentials: object = {}) {
  const team = await makeTeam(rt.db);
  const tenantId = team.tenant.id;
  const inbox = await makeInbox(rt.db, { tenantId, channel, name: channel, memberIds: [team.agents[0].id] });
  const wire = getChannel(channel).wire!;
  const given = wire.credentials.parse({ ...credentialsOf(channel), ...credentials });
  const place = { tenantId, inboxId: inbox.id };
  const sealedCredentials = Buffer.from(await sealCredentials(rt.db.sql, place, given));
  const providerNames = providerNamesOf(wire, given);
  await rt.db.prisma.inbox.update({ where: { id: inbox.id }, data: { sealedCredentials, providerNames } });
  const path = new URL(webhookUrlOf(getChannel(channel), inbox.id, given)).pathname;

  /** As the provider would send it; `headers` and `body` may be forged. */
  function post(body: string, headers: Record<string, string> = signed(channel, body)): Promise<Response> {
    const length = String(Buffer.byteLength(body));
    return handleWebhook(
      new Request(`http://parley.test${path}`, {
        method: "POST",
        body,
        headers: { "content-length": length, "content-type": "application/json", ...headers },
      }),
    );
  }
  const ask = (query: string) => handleWebhook(new Request(`http://parley.test${path}${query}`));
  const deliver = (payload: unknown) => post(JSON.stringify(payload));
  /** Until every delivery of this business is understood. */
  async function work(): Promise<void> {
    const options = { reactions: [], drain: { backoff: { baseSeconds: 0.02, capSeconds: 0.05 } } };
    await until("all is done", async () => {
      await drain(20_000, rt, options);
      const open = { tenantId, finishedAt: null, kind: PROCESS_KIND };
      return (await rt.db.prisma.outboxEntry.count({ where: open })) === 0;
    });
  }
  const deliveries = () =>
    rt.db.prisma.delivery.findMany({ where: { tenantId }, orderBy: { processedAt: "asc" } });
  const conversations = () =>
    rt.db.prisma.conversation.findMany({
      where: { tenantId, inboxId: inbox.id, mergedIntoId: null },
      include: { messages: { orderBy: { seq: "asc" } }, contact: true },
      orderBy: { displayNumber: "asc" },
    });
  return { ...team, tenantId, inbox, path, post, ask, deliver, work, deliveries, conversations };
}

/** What the provider of a channel proves a delivery with. */
export function signed(channel: string, body: string): Record<string, string> {
  if (channel === "telegram") return { "x-telegram-bot-api-secret-token": SECRET_TOKEN };
  if (channel === "whatsapp_360dialog") return {};
  if (channel === "api") return signedHeaders(SIGNING_SECRET, body);
  const hex = createHmac("sha256", APP_SECRET).update(body).digest("hex");
  return { "x-hub-signature-256": `sha256=${hex}` };
}

/** Deliveries of Meta's, one for each `value` of the field "messages" unless told. */
export function metaDelivery(...values: object[]) {
  const metadata = { display_phone_number: "12025550100", phone_number_id: NUMBER };
  return {
    object: "whatsapp_business_account",
    entry: values.map((value) => ({
      id: WABA,
      changes: [{ field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } }],
    })),
  };
}
