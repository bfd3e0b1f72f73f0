import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeMember, memberCtx } from "../../../prisma/seed/factories";
import { clock } from "../../core/clock";
import { mintTenantId, newId } from "../../core/ids";
import { createLogger } from "../../infra/log";
import type { HandlerCtx } from "../../infra/outbox/entry";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery } from "../../testing/channel-scene";
import { handlerRun } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { getInboxSettings, setInboxEnabled } from "../inboxes/settings";
import { listSilentInboxes } from "../inboxes/silence";
import { SILENCE_KIND, watchSilence } from "./silence";
import { SLOT_MS } from "./silence-rule";

let rt: Runtime;
const realNow = clock.now;
beforeAll(async () => {
  rt = await testRuntime();
});
afterEach(() => {
  clock.now = realNow;
});

const DAY = 24 * 3_600_000;
/** A Tuesday. */
const NOON = Date.parse("2026-11-17T12:00:00Z");
const at = (text: string) => Date.parse(`2026-11-${text}:00Z`);

/** A business whose inbox was heard every ten minutes, day and night, for four weeks and a half, until then. */
async function busyUntil(last: number): Promise<ChannelScene> {
  const scene = await channelScene(rt, "whatsapp_cloud");
  const times: number[] = [];
  for (let time = last; time > last - 32 * DAY; time -= 600_000) times.push(time);
  await heard(scene, ...times);
  return scene;
}

async function heard({ tenantId, inbox }: ChannelScene, ...times: number[]): Promise<void> {
  await rt.db.pool.query(
    `insert into delivery (id, tenant_id, inbox_id, digest, body, state, received_at)
     select g.id, $1, $2, convert_to(g.id::text, 'UTF8'), '', 'processed', g.at
     from unnest($3::uuid[], $4::timestamptz[]) as g(id, at)`,
    [tenantId, inbox.id, times.map((time) => newId(time)), times.map((time) => new Date(time))],
  );
}

function look(now: number): Promise<unknown> {
  clock.now = () => now;
  const ctx = { tenantId: mintTenantId(newId()), log: createLogger("silent") } as HandlerCtx;
  return Promise.resolve(watchSilence({ db: rt.db }).run(ctx, {}, handlerRun()));
}
const told = async ({ tenantId }: ChannelScene) => {
  const mails = await rt.db.prisma.outboxEntry.findMany({ where: { tenantId, kind: "mail.send" } });
  return mails.map(({ payload }) => payload as { to: string; template: string; data: object });
};
const silent = (scene: ChannelScene) => listSilentInboxes(scene);
const actions = async ({ tenantId }: ChannelScene) => {
  const rows = await rt.db.prisma.auditEntry.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
  return rows.map(({ action }) => action);
};
/** What the schedule owes each quarter of an hour while the installation runs. */
async function wasThere(...slots: number[]) {
  const values = slots.map((slot) => `${SILENCE_KIND}:${new Date(slot).toISOString().slice(0, 16)}`);
  await rt.db.pool.query(
    "insert into outbox_entry (kind, state, finished_at, idempotency_key) select $1, 'done', now(), unnest($2::text[]) on conflict do nothing",
    [SILENCE_KIND, values],
  );
}

describe("the alarm of a silent inbox", () => {
  it("is raised once, however many look at once, and told to those who can mend it", async () => {
    const scene = await busyUntil(at("17T09:00"));
    const admin = await makeMember(rt.db, { tenantId: scene.tenantId, role: "administrator" });
    await makeMember(rt.db, { tenantId: scene.tenantId, role: "administrator", deactivatedAt: new Date() });
    await look(at("17T11:00"));
    expect(await silent(scene)).toEqual([]);
    await Promise.all([1, 2, 3, 4].map(() => look(NOON)));
    await look(NOON + SLOT_MS);
    expect(await silent(scene)).toEqual([
      { id: scene.inbox.id, name: "whatsapp_cloud", since: "2026-11-17T09:00:00.000Z" },
    ]);
    const mails = await told(scene);
    expect(mails.map(({ to }) => to).sort()).toEqual([admin.user.email, scene.owner.user.email].sort());
    expect(mails[0]).toMatchObject({
      template: "inbox-silent",
      data: { inbox: "whatsapp_cloud", hours: 3, link: expect.stringContaining(scene.inbox.id) },
    });
    expect(await actions(scene)).toEqual(["inbox.silent"]);
    const events = { tenantId: scene.tenantId, type: "inbox.updated" };
    expect(await rt.db.prisma.event.count({ where: events })).toBe(1);
  });

  it("ends when the inbox is heard again, and another silence is told anew", async () => {
    const scene = await busyUntil(at("17T09:00"));
    await look(NOON);
    clock.now = realNow;
    await scene.deliver(metaDelivery({ messages: [] }));
    await scene.work();
    expect(await silent(scene)).toEqual([]);
    expect(await actions(scene)).toEqual(["inbox.silent", "inbox.silence_ended"]);
    expect(await told(scene)).toHaveLength(1);
    await rt.db.pool.query("delete from delivery where tenant_id = $1 and received_at > $2", [
      scene.tenantId,
      new Date(at("17T08:55")),
    ]);
    await look(NOON);
    expect([await silent(scene), await told(scene)]).toMatchObject([[{ id: scene.inbox.id }], [{}, {}]]);
  });

  it("ends also by what came while nobody understood it", async () => {
    const scene = await busyUntil(at("17T09:00"));
    await look(NOON);
    await heard(scene, NOON);
    await look(NOON + SLOT_MS);
    expect(await silent(scene)).toEqual([]);
  });

  it("is not raised for a paused inbox or one that is switched off, and ends with the latter", async () => {
    const [paused, off] = [await busyUntil(at("17T09:00")), await busyUntil(at("17T09:00"))];
    const why = { code: "190", reason: "Refused.", fix: "Mend it." };
    await rt.db.prisma.inbox.update({ where: { id: paused.inbox.id }, data: { pausedFor: why } });
    await look(NOON);
    expect(await told(paused)).toEqual([]);
    const ctx = memberCtx({ ...off.owner, tenantId: off.tenantId });
    expect(await getInboxSettings(ctx, { inboxId: off.inbox.id })).toMatchObject({
      silentSince: "2026-11-17T09:00:00.000Z",
    });
    await setInboxEnabled(ctx, { inboxId: off.inbox.id, isEnabled: false });
    expect(await silent(off)).toEqual([]);
    await look(NOON + SLOT_MS);
    await setInboxEnabled(ctx, { inboxId: off.inbox.id, isEnabled: true });
    expect(await silent(off)).toEqual([]);
  });

  it("is not raised for the time in which the installation itself was away", async () => {
    const scene = await busyUntil(at("17T09:00"));
    const [before, back] = [at("17T09:00"), at("17T11:30")];
    await wasThere(before, back, back + SLOT_MS);
    await look(NOON);
    expect(await silent(scene)).toEqual([]);
    await wasThere(...Array.from({ length: 8 }, (_, n) => back + n * SLOT_MS));
    await look(at("17T13:30"));
    expect(await silent(scene)).toHaveLength(1);
  });
});
