import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memberCtx } from "../../prisma/seed/factories";
import { type FakeAnswer, type FakeMood, type FakeProvider, startFake } from "../channels/fake";
import { createTelegramFake } from "../channels/telegram/fake";
import { createDialogFake } from "../channels/whatsapp_360dialog/fake";
import { createCloudFake } from "../channels/whatsapp_cloud/fake";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { sendMessage } from "../modules/messages/commands";
import { drain } from "../worker/index";
import { type ChannelScene, channelScene, DIALOG_KEY, forgetWork, metaDelivery } from "./channel-scene";
import { testRuntime } from "./runtime";
import { messageWithTries } from "./tries";

export const PHONE = "447700900123";
export const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../channels", `${name}.json`), "utf8"));
/** A refusal as the contract records it. */
export const refusal = (name: string, status: number): FakeAnswer => ({ status, json: fixture(name) });
const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);

export const hello = (seconds: number, from = PHONE) =>
  metaDelivery({
    contacts: [{ wa_id: from, profile: { name: "Ada" } }],
    messages: [
      {
        id: `wamid.in.${newId()}`,
        from,
        timestamp: secondsAgo(seconds),
        type: "text",
        text: { body: "Hello" },
      },
    ],
  });
export const status = (id: string, is: string, rest: object = {}) =>
  metaDelivery({ statuses: [{ id, status: is, timestamp: secondsAgo(0), recipient_id: PHONE, ...rest }] });

/** Fake providers, an installation that speaks with them, and what tests do with both. */
export async function sendingScene() {
  /** What Meta says of the number beside the usual. */
  const number: Record<string, unknown> = {};
  const cloud = createCloudFake({ token: "EAAG-fictional", number });
  const scene = {
    shop: null as unknown as ChannelScene,
    conversationId: "",
    /** What happens while Meta has the message and has not answered yet. */
    meanwhile: (async () => {}) as (taken: FakeAnswer) => Promise<unknown>,
  };
  const meta = await startFake(async (call) => {
    const answer = cloud(call);
    await scene.meanwhile(answer);
    return answer;
  });
  const telegram = await startFake(createTelegramFake({ token: "700000900:fictional_fictional_fictional" }));
  const dialog = await startFake(
    createDialogFake({ apiKey: DIALOG_KEY, token: "EAAG-fictional", meta: cloud }),
  );
  const rt = await testRuntime({
    WHATSAPP_GRAPH_URL: meta.url,
    TELEGRAM_API_URL: telegram.url,
    D360_API_URL: dialog.url,
  });
  return Object.assign(
    scene,
    { rt, meta, telegram, dialog, number },
    actsOf(rt, scene, [meta, telegram, dialog]),
  );
}

function actsOf(
  rt: Runtime,
  scene: { shop: ChannelScene; conversationId: string; meanwhile: (taken: FakeAnswer) => Promise<unknown> },
  fakes: FakeProvider[],
) {
  const [meta, , dialog] = fakes;
  const ctx = () => memberCtx({ ...scene.shop.owner, tenantId: scene.shop.tenant.id });
  return {
    ctx,
    /** A fresh business to which somebody has written; its provider, Meta unless it is 360dialog, is in these moods from then on. */
    async begin(channel: string, delivery: unknown, moods: FakeMood[] = []) {
      scene.meanwhile = async () => {};
      await forgetWork(rt);
      for (const fake of fakes) fake.calls.length = fake.moods.length = 0;
      (channel === "whatsapp_360dialog" ? dialog! : meta!).moods.push(...moods);
      scene.shop = await channelScene(rt, channel);
      await scene.shop.deliver(delivery);
      await scene.shop.work();
      scene.conversationId = (await scene.shop.conversations())[0]!.id;
    },
    async reply(content: string, replyToId?: string): Promise<string> {
      const { conversationId } = scene;
      const input = {
        conversationId,
        clientId: newId(),
        kind: "outgoing" as const,
        content,
        fileIds: [],
        replyToId,
      };
      return (await sendMessage(ctx(), input)).message.id;
    },
    messageOf: (id: string) => messageWithTries(rt, id),
    owedOf: (id: string) =>
      rt.db.prisma.outboxEntry.findUniqueOrThrow({ where: { idempotencyKey: `conv_msg_out_${id}` } }),
    /** One turn of the worker; what has to wait stays. */
    turn: () => drain(20_000, rt, { reactions: [] }),
    noPace: () => rt.db.pool.query("update send_pace set next_at = now()"),
    dueNow: () => rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'"),
    texts: () => meta!.calls.map(({ json }) => (json as { text: { body: string } }).text.body),
    close: () => Promise.all(fakes.map((fake) => fake.close())),
  };
}
