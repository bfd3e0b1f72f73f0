import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork, metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { fixture, PHONE } from "../../testing/sending-scene";
import { onLive } from "../conversations/live";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "../conversations/message-row";

let rt: Runtime;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime();
});
beforeEach(() => forgetWork(rt));

/** The newest message as a thread has it. */
async function shown() {
  const { rows } = await rt.db.pool.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from message m where m.tenant_id = $1 order by m.seq desc limit 1`,
    [shop.tenantId],
  );
  return toMessage(rows[0]!);
}

it.each([
  ["whatsapp_web", "v9-message-text-reply", "Which colour would you like?", "3EB0A0000000000000AA01"],
  ["whatsapp_web", "flat-message-text-reply", "Which colour?", "3EB0F0000000000000AA01"],
  ["telegram", "update-message-reply", "Which colour?", "700000123:99"],
])(
  "over %s (%s) an answer keeps the words it answers until their message is here",
  async (channel, name, text, original) => {
    shop = await channelScene(rt, channel);
    const answer = fixture(`${channel}/fixtures/${name}`);
    await shop.deliver(answer);
    await shop.work();
    expect(await shown()).toMatchObject({ replyTo: null, extras: { quoted: { text, name: null } } });
    // The past is fetched: there it is.
    const [conversation] = await shop.conversations();
    await rt.db.prisma.message.create({
      data: {
        ...{ tenantId: shop.tenantId, conversationId: conversation!.id, inboxId: shop.inbox.id, seq: 0 },
        ...{ kind: "outgoing", authorKind: "system", externalId: original, content: text, status: "sent" },
      },
    });
    const again = structuredClone(answer);
    const said = again.message ?? again.payload;
    if ("message_id" in said) said.message_id = 4711;
    else said.id = "AGAIN";
    again.update_id = 4711;
    await shop.deliver(again);
    await shop.work();
    const message = await shown();
    expect(message.replyTo?.text).toBe(text);
    expect(message.extras?.quoted).toBeUndefined();
  },
);

it("an answer that came before what it answers is told once that is here, and not only left to the change feed", async () => {
  shop = await channelScene(rt, "whatsapp_cloud");
  const timestamp = String(Math.floor(Date.now() / 1000));
  const say = (id: string, body: string, rest: object = {}) =>
    shop.deliver(
      metaDelivery({ messages: [{ id, from: PHONE, timestamp, type: "text", text: { body }, ...rest }] }),
    );
  await say("wamid.answer", "The blue one", { context: { from: PHONE, id: "wamid.asked" } });
  await shop.work();
  const told: string[] = [];
  onLive({
    changes: (all) => {
      for (const { message } of all) told.push(`${message?.content} < ${message?.replyTo?.text}`);
    },
    signal: () => {},
    isWatched: () => true,
  });
  onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
  await say("wamid.asked", "Which one?");
  await shop.work();
  expect(told).toEqual(["Which one? < undefined", "The blue one < Which one?"]);
});
