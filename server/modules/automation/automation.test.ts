import { beforeAll, describe, expect, it } from "vitest";
import { makeLabel } from "../../../prisma/seed/factories";
import { type BusinessHours, DEFAULT_HOURS } from "../../core/hours";
import type { Runtime } from "../../infra/runtime";
import { automationScene } from "../../testing/automation-scene";
import { testRuntime } from "../../testing/runtime";
import { resolveIdle } from "./auto-resolve";
import { answerOutOfHours, greet } from "./first-words";

let rt: Runtime;
let scene: ReturnType<typeof automationScene>;
beforeAll(async () => {
  rt = await testRuntime();
  scene = automationScene(rt);
});

const NEVER: BusinessHours = { ...DEFAULT_HOURS, isOn: true, days: [[], [], [], [], [], [], []] };

describe("greeting", () => {
  it("answers the first message once, however often it is tried, and the customer goes on waiting", async () => {
    const { ctx, begin } = await scene.shop({ greeting: { isOn: true, text: "Hello there" } });
    const conversation = await begin();
    await scene.write(conversation, "incoming");
    const waiting = (await scene.rowOf(conversation)).waitingSince;
    await Promise.all(
      [greet(ctx, conversation.id), greet(ctx, conversation.id)].map((p) => p.catch(() => {})),
    );
    await greet(ctx, conversation.id);
    expect(await scene.said(conversation)).toEqual(["Hello there"]);
    expect(await scene.rowOf(conversation)).toMatchObject({ waitingSince: waiting, firstReplyAt: null });
  });

  it("is not said to a conversation that we began, nor when it is off", async () => {
    const { ctx, begin, agents } = await scene.shop({ greeting: { isOn: true, text: "Hello there" } });
    const ours = await begin();
    await scene.write(ours, "outgoing", agents[0].id);
    await greet(ctx, ours.id);
    const off = await scene.shop({ greeting: { isOn: false, text: "Hello there" } });
    const theirs = await off.begin();
    await scene.write(theirs, "incoming");
    await greet(off.ctx, theirs.id);
    expect([await scene.said(ours), await scene.said(theirs)]).toEqual([[], []]);
  });
});

describe("the reply out of hours", () => {
  const away = { awayReply: { isOn: true, text: "Back tomorrow" } };
  it("comes once a day, by the business's hours or the inbox's own", async () => {
    const { ctx, begin } = await scene.shop(away, { hours: NEVER });
    const conversation = await begin();
    for (let i = 0; i < 3; i++) await answerOutOfHours(ctx, await scene.write(conversation, "incoming"));
    expect(await scene.said(conversation)).toEqual(["Back tomorrow"]);
    const open = await scene.shop({ ...away, hours: DEFAULT_HOURS }, { hours: NEVER });
    const other = await open.begin();
    await answerOutOfHours(open.ctx, await scene.write(other, "incoming"));
    expect(await scene.said(other)).toEqual([]);
  });

  it("does not come right after somebody answered, nor to what we write ourselves", async () => {
    const { ctx, begin, agents } = await scene.shop(away, { hours: NEVER });
    const conversation = await begin();
    await answerOutOfHours(ctx, await scene.write(conversation, "outgoing", agents[0].id));
    await answerOutOfHours(ctx, await scene.write(conversation, "incoming"));
    expect(await scene.said(conversation)).toEqual([]);
    await rt.db.pool.query(
      "update message set created_at = now() - interval '6 minutes' where conversation_id = $1",
      [conversation.id],
    );
    await answerOutOfHours(ctx, await scene.write(conversation, "incoming"));
    expect(await scene.said(conversation)).toEqual(["Back tomorrow"]);
  });
});

describe("auto-resolve", () => {
  const rule = {
    isOn: true,
    afterMinutes: 60,
    message: "We close this now",
    labelId: null,
    notWhileWaiting: true,
  };
  const old = new Date(Date.now() - 61 * 60_000);
  const run = () => resolveIdle(rt.db, new AbortController().signal);

  it("resolves what has lain still, with its message and label, and leaves what waits or moves", async () => {
    const made = await scene.shop({});
    const label = await makeLabel(rt.db, { tenantId: made.tenant.id });
    await rt.db.prisma.tenant.update({
      where: { id: made.tenant.id },
      data: { settings: { autoResolve: { ...rule, labelId: label.id } } },
    });
    const still = await made.begin({ lastMessageAt: old });
    const moving = await made.begin();
    const waiting = await made.begin({ lastMessageAt: old, waitingSince: old });
    expect(await run()).toBe(1);
    expect(await scene.rowOf(still)).toMatchObject({ status: "resolved" });
    expect(await scene.said(still)).toEqual(["We close this now"]);
    expect((await scene.messagesOf(still)).map((m) => (m.data as { type?: string } | null)?.type)).toEqual([
      undefined,
      "labels",
      "status",
    ]);
    expect([(await scene.rowOf(moving)).status, (await scene.rowOf(waiting)).status]).toEqual([
      "open",
      "open",
    ]);
    expect(await run()).toBe(0);
  });

  it("takes a backlog of hundreds in one run, and two runs at once resolve each only once", async () => {
    const made = await scene.shop({}, { autoResolve: { ...rule, message: "" } });
    await Promise.all(Array.from({ length: 450 }, () => made.begin({ lastMessageAt: old })));
    const [a, b] = await Promise.all([run(), run()]);
    expect(a + b).toBe(450);
    expect(await rt.db.prisma.message.count({ where: { tenantId: made.tenant.id } })).toBe(450);
  });
});
