import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../core/ids";
import type { Db } from "../infra/db";
import { createLogger } from "../infra/log";
import { wakeConsumers } from "../infra/outbox/wake";
import { testDatabase } from "../testing/database";
import { until } from "../testing/until";
import { reaction } from "./reaction";
import { addConsumer, followEvents, stepEvents } from "./tail";

let db: Db;
const tenantId = newId();
const log = createLogger("silent");
const noted = reaction("note", ["conversation.read"], async () => {});
const told = reaction("tell", ["conversation.read", "member.access_changed"], async () => {}, {
  lane: "conversation",
});

beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  await db.pool.query("truncate event, event_consumer, outbox_entry");
  await addConsumer(db.sql);
});

type Client = Pick<Db["pool"], "query">;
const INSERT = `insert into event (id, tenant_id, type, conversation_id, data, trace_id) values ($1, $2, $3, $4, $5, $6)`;

/** Publishes; answers the event's id. */
async function publish(
  client: Client,
  type = "conversation.read",
  conversationId: string | null = newId(),
): Promise<string> {
  const id = newId();
  await client.query(INSERT, [id, tenantId, type, conversationId, { memberId: newId() }, "trace-1"]);
  return id;
}

async function owedEvents(): Promise<string[]> {
  const { rows } = await db.pool.query(
    "select payload->>'eventId' as id from outbox_entry where kind = 'reaction.note' order by outbox_entry.id",
  );
  return rows.map(({ id }) => id);
}

/** Until nothing is held up: a snapshot's oldest transaction may be one of another database of this Postgres. */
async function stepThrough(reactions: Parameters<typeof stepEvents>[1]) {
  const total = { seen: 0, owed: 0 };
  await until("nothing is held up", async () => {
    const { seen, owed, isHeldUp, isFull } = await stepEvents(db.sql, reactions);
    total.seen += seen;
    total.owed += owed;
    return !isHeldUp && !isFull;
  });
  return total;
}

describe("following the events", () => {
  it("owes one entry per event and reaction, in order, with the event's tenant, trace and data", async () => {
    const first = await publish(db.pool);
    const second = await publish(db.pool);
    await publish(db.pool, "inbox.updated", null);
    expect(await stepThrough([noted])).toEqual({ seen: 3, owed: 2 });
    expect(await owedEvents()).toEqual([first, second]);
    const { rows } = await db.pool.query("select * from outbox_entry order by id limit 1");
    expect(rows[0]).toMatchObject({
      tenant_id: tenantId,
      kind: "reaction.note",
      lane: null,
      idempotency_key: `event:${first}:note`,
      trace_id: "trace-1",
      payload: {
        eventId: first,
        type: "conversation.read",
        conversationId: expect.any(String),
        memberId: expect.any(String),
      },
    });
    expect(noted.handler.payload.safeParse(rows[0].payload).success).toBe(true);
  });

  it("sees each event once", async () => {
    await publish(db.pool);
    await stepThrough([noted]);
    expect(await stepThrough([noted])).toEqual({ seen: 0, owed: 0 });
    await publish(db.pool);
    expect(await stepThrough([noted])).toEqual({ seen: 1, owed: 1 });
  });

  it("goes on after a backup was restored into a Postgres with lower transaction ids", async () => {
    await publish(db.pool);
    await stepThrough([noted]);
    const left = [await publish(db.pool), await publish(db.pool)];
    await db.pool.query("update event set xid = xid + 1000000000000");
    await db.pool.query("update event_consumer set xid = xid + 1000000000000");
    expect(await stepEvents(db.sql, [noted])).toMatchObject({ seen: 0 });
    expect(await addConsumer(db.sql)).toBe(3);
    const fresh = await publish(db.pool);
    await stepThrough([noted]);
    expect((await owedEvents()).slice(1)).toEqual([...left, fresh]);
    expect(await addConsumer(db.sql)).toBe(0);
  });

  it("gives a reaction the lane it asks for", async () => {
    const conversationId = newId();
    await publish(db.pool, "conversation.read", conversationId);
    await publish(db.pool, "member.access_changed", null);
    await stepThrough([told]);
    const { rows } = await db.pool.query("select lane from outbox_entry order by id");
    expect(rows.map(({ lane }) => lane)).toEqual([`tell:${conversationId}`, `tell:${tenantId}`]);
  });

  it("waits for an older transaction that is still open, and then misses nothing of it", async () => {
    const slow = await db.pool.connect();
    await slow.query("begin");
    const early = await publish(slow);
    const late = await publish(db.pool);
    expect(await stepEvents(db.sql, [noted])).toMatchObject({ seen: 0, isHeldUp: true });
    await slow.query("commit");
    slow.release();
    expect(await stepThrough([noted])).toEqual({ seen: 2, owed: 2 });
    expect(await owedEvents()).toEqual([early, late]);
  });

  it("misses no event and repeats none while many commit at random, with two consumers at it", async () => {
    const published: string[] = [];
    const writer = async () => {
      for (let n = 0; n < 30; n++) {
        const client = await db.pool.connect();
        await client.query("begin");
        published.push(await publish(client));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
        await client.query(n % 10 === 9 ? "rollback" : "commit");
        if (n % 10 === 9) published.splice(published.length - 1, 1);
        client.release();
      }
    };
    let isOver = false;
    const consumer = async () => {
      while (!isOver) await stepEvents(db.sql, [noted]);
    };
    const consumers = [consumer(), consumer()];
    await Promise.all([writer(), writer(), writer(), writer()]);
    isOver = true;
    await Promise.all(consumers);
    await stepThrough([noted]);
    const { rows } = await db.pool.query("select id from event");
    const stored = rows.map(({ id }) => id).sort();
    expect(stored.length).toBe(4 * 27);
    expect((await owedEvents()).sort()).toEqual(stored);
  });

  it("goes page by page through more than one", async () => {
    await db.pool.query(
      `insert into event (id, tenant_id, type, data) select gen_random_uuid(), $1, 'conversation.read', '{}' from generate_series(1, 1200)`,
      [tenantId],
    );
    expect(await stepThrough([noted])).toEqual({ seen: 1200, owed: 1200 });
    expect(await owedEvents()).toHaveLength(1200);
  });

  it("leaves alone what a reaction says does not concern it, and goes on behind it", async () => {
    const [mine, other] = [newId(), newId()];
    const choosy = { ...noted, when: `p.conversation_id = '${mine}'` };
    await publish(db.pool, "conversation.read", other);
    const wanted = await publish(db.pool, "conversation.read", mine);
    expect(await stepThrough([choosy])).toEqual({ seen: 2, owed: 1 });
    expect(await owedEvents()).toEqual([wanted]);
    const late = await publish(db.pool, "conversation.read", other);
    expect(await stepThrough([choosy, { ...noted, name: "note-all" }])).toEqual({ seen: 1, owed: 1 });
    const { rows } = await db.pool.query(
      "select kind, payload->>'eventId' as id from outbox_entry order by id desc limit 1",
    );
    expect(rows).toContainEqual({ kind: "reaction.note-all", id: late });
  });

  it("is woken by a commit of this process, long before its poll", async () => {
    const following = followEvents({ db, log, reactions: [noted], pollMs: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const id = await publish(db.pool);
    wakeConsumers();
    await until("it is owed", async () => (await owedEvents()).includes(id));
    await following.stop();
  });

  it("finds by its poll what another process committed", async () => {
    const following = followEvents({ db, log, reactions: [noted] });
    const id = await publish(db.pool);
    await until("it is owed", async () => (await owedEvents()).includes(id));
    await following.stop();
  });
});
