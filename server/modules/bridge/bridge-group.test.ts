import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { BEN, type BridgeScene, bridgeScene, GROUP, STRANGER } from "../../testing/bridge-scene";
import { fixture } from "../../testing/sending-scene";
import { drain } from "../../worker/index";
import { changeMessage } from "../messages/settle";
import { onReferenceLive } from "../tenants/live";
import { getBridge } from "./queries";

let s: BridgeScene;
beforeAll(async () => {
  s = await bridgeScene();
});
afterAll(() => s.telegram.close());
beforeEach(() => s.begin());

describe("whoever is not linked", () => {
  it("is told so once, and nothing of theirs is passed on", async () => {
    await s.visitor("Is the shop open?");
    await s.turn();
    await s.write("No", STRANGER);
    await s.write("Go away", STRANGER);
    expect(await s.press("close", STRANGER)).toContain("not linked");
    expect(await s.messages()).toHaveLength(1);
    expect((await s.conversation()).status).toBe("open");
    expect(s.texts().filter((text) => text.includes("Mallory, you are not linked"))).toHaveLength(1);
  });

  it("is nobody any more who has left the business", async () => {
    await s.visitor("Is the shop open?");
    await s.turn();
    const where = { id: s.team().agents[0].id };
    await s.rt.db.prisma.member.update({ where, data: { deactivatedAt: new Date() } });
    await s.write("Until six.");
    expect(await s.messages()).toHaveLength(1);
  });
});

describe("the group", () => {
  it("is heard only with the secret, and only where topics are", async () => {
    await s.visitor("Hello");
    await s.turn();
    const message = { ...s.head(), ...s.place(), from: BEN, text: "Forged" };
    expect((await s.deliver({ message }, {})).status).toBe(401);
    expect((await s.deliver({ message }, { "x-telegram-bot-api-secret-token": "wrong" })).status).toBe(401);
    // The general topic, a group without topics, another group, and another bot.
    await s.deliver(fixture("telegram/fixtures/update-group-plain-message"));
    await s.deliver({ message: { ...message, message_thread_id: undefined, is_topic_message: undefined } });
    await s.deliver({ message: { ...message, is_topic_message: undefined } });
    await s.deliver({ message: { ...message, chat: { ...message.chat, id: GROUP - 1 } } });
    await s.deliver({ message: { ...message, from: { ...BEN, is_bot: true } } });
    await s.turn();
    expect(await s.messages()).toHaveLength(1);
  });

  it("is offered from the newest twenty that the bot was put into, whoever did it", async () => {
    const new_chat_member = { status: "member" };
    for (let n = 1; n <= 25; n++) {
      const chat = { id: GROUP - n, type: "supergroup", title: `Group ${n}` };
      await s.deliver({ my_chat_member: { ...s.head(), chat, from: STRANGER, new_chat_member } });
    }
    await s.turn();
    const { groups } = (await getBridge(s.owner()))!;
    expect(groups.map(({ title }) => title)).toEqual(
      Array.from({ length: 20 }, (_, at) => `Group ${at + 6}`),
    );
  });

  it("gets no more than twenty posts a minute, of all conversations together", async () => {
    await s.visitor("Hello");
    await drain(20_000, s.rt);
    // The topic is made; its first post and the message wait for their places.
    expect(s.methods()).toEqual(["createForumTopic"]);
    const [waiting] = await s.rt.db.prisma.outboxEntry.findMany({
      where: { tenantId: s.team().tenant.id, kind: "reaction.mirror-to-topic", finishedAt: null },
    });
    expect(waiting!.runAt.getTime()).toBeGreaterThan(Date.now() + 1_000);
    await s.turn();
    expect(s.texts()).toEqual([expect.stringContaining("#1 Grace"), "Grace Hopper:\nHello"]);
  });

  it("misses nothing while its network is away", async () => {
    s.telegram.moods.push("away", "away");
    await s.visitor("Hello");
    await s.turn();
    expect(s.texts().at(-1)).toBe("Grace Hopper:\nHello");
    expect(s.forum().topics).toHaveLength(1);
  });

  it("hears that an answer from it did not arrive", async () => {
    await s.visitor("Hello");
    await s.turn();
    const number = await s.write("Until six.");
    const [, answer] = await s.messages();
    const own = { tenantId: s.team().tenant.id, inboxId: s.team().inbox.id, messageId: answer!.id };
    const error = { code: "x", reason: "Blocked.", fix: "" };
    for (const n of [1, 2]) {
      await changeMessage(own, async (message) => ({
        ...{ ...message, status: "failed" as const, error },
        meta: { ...message.meta, retries: n },
      }));
      await s.turn();
    }
    expect(s.posts().filter(({ text }) => text === "⚠ Not delivered: Blocked.")).toMatchObject([
      { reply_parameters: { message_id: number } },
    ]);
  });

  it("that has lost a topic gets another one, and misses nothing", async () => {
    await s.visitor("Hello");
    await s.turn();
    s.forum().topics[0]!.thread = 1;
    await s.visitor("Are you there?");
    await s.turn();
    expect(s.forum().topics).toHaveLength(2);
    expect(s.posts().at(-1)).toMatchObject({
      message_thread_id: 5001,
      text: "Grace Hopper:\nAre you there?",
    });
  });

  it("that the bot was taken out of pauses the bridge, and misses nothing once it is back", async () => {
    await s.visitor("Hello");
    await s.turn();
    s.forum().status = "left";
    await s.visitor("Are you there?");
    await s.turn();
    expect((await getBridge(s.owner()))?.pausedFor?.reason).toContain("no longer in this group");
    s.forum().status = "administrator";
    const new_chat_member = { status: "administrator", can_manage_topics: true, user: s.bot.bot };
    await s.deliver({ my_chat_member: { ...s.head(), chat: s.place().chat, from: BEN, new_chat_member } });
    await s.turn();
    expect((await getBridge(s.owner()))?.pausedFor).toBeNull();
    expect(s.texts().at(-1)).toBe("Grace Hopper:\nAre you there?");
  });

  it("tells whoever has the settings open that somebody is linked, that it pauses and that it goes on", async () => {
    const heard: string[] = [];
    onReferenceLive(({ what }) => void heard.push(what));
    onTestFinished(() => onReferenceLive(() => {}));
    const told = async (work: () => Promise<unknown>) => {
      await work();
      return heard.splice(0).includes("bridge");
    };
    expect(await told(() => s.link(STRANGER, s.owner()))).toBe(true);
    await s.visitor("Hello");
    s.forum().status = "left";
    expect(await told(() => s.turn())).toBe(true);
    s.forum().status = "administrator";
    const new_chat_member = { status: "administrator", can_manage_topics: true, user: s.bot.bot };
    await s.deliver({ my_chat_member: { ...s.head(), chat: s.place().chat, from: BEN, new_chat_member } });
    expect(await told(() => s.turn())).toBe(true);
  });
});
