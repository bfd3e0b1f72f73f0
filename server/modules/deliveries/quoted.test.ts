import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { fixture } from "../../testing/sending-scene";
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
