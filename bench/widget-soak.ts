import { makeTeam } from "../prisma/seed/factories";
import type { Bench } from "./harness/bench";
import { memoryAfterGc } from "./harness/heap";
import { signIn } from "./harness/people";
import { freePort } from "./harness/processes";
import { say } from "./harness/say";
import { installNetworks, SoakVisitor } from "./harness/soak-visitor";
import type { Testbed } from "./harness/testbed";

/** `writes`, `breaks`: seconds between two messages of one visitor, and between two breaks of their line, on average. */
type Pace = { visitors: number; seconds: number; writes: number; breaks: number };
const SHORT: Pace = { visitors: 100, seconds: 20, writes: 5, breaks: 5 };
const FULL: Pace = { visitors: 1000, seconds: 300, writes: 30, breaks: 45 };
const WARM_UP: Pace = { ...SHORT, seconds: 10 };

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
/** Waiting times of a Poisson process, in milliseconds. */
const soon = (seconds: number) => -Math.log(1 - Math.random()) * seconds * 1000;

export const widgetSoak: Bench = {
  key: "widgetSoak",
  title: "server's heap after visitors with breaking lines ÷ before (after GC); nothing lost, nothing twice",
  mark: 1.1,
  shall: "at most",
  async run(bed) {
    const pace = bed.isFull ? FULL : SHORT;
    const shop = await openShop(bed);
    installNetworks();
    // Caches, plans and compiled code are there before the first look.
    await soak(shop, WARM_UP, 50_000);
    await wait(3000);
    const before = await memoryAfterGc(shop.inspectPort);
    const found = await soak(shop, pace, 0);
    await wait(5000);
    const after = await memoryAfterGc(shop.inspectPort);
    const value = after.heap / before.heap;
    const mb = (bytes: number) => Math.round(bytes / 100_000) / 10;
    return {
      value,
      best: value,
      more: {
        ...pace,
        ...found,
        heapMb: [mb(before.heap), mb(after.heap)],
        rssMb: [mb(before.rss), mb(after.rss)],
      },
    };
  },
};

type Shop = Awaited<ReturnType<typeof openShop>>;

async function openShop(bed: Testbed) {
  const { url: databaseUrl, db } = await (await bed.postgres()).create("soak", 8);
  const { tenant, inbox, agents } = await makeTeam(db);
  const inspectPort = await freePort();
  const env = { DATABASE_URL: databaseUrl, PARLEY_TRUST_PROXY: "true" };
  const { port } = await bed.startServer("soak", env, [`--inspect=127.0.0.1:${inspectPort}`]);
  const url = `http://127.0.0.1:${port}`;
  const cookies = await Promise.all(
    agents.slice(0, 2).map(({ user }) => signIn(`http://localhost:${port}`, user.email)),
  );
  let turn = 0;
  /** An agent's reply, tried again until it is taken, as the dashboard does under the same client id. */
  async function reply(conversationId: string, content: string): Promise<void> {
    const clientId = `soak-${content.replace(/\W/g, "-")}`;
    const body = JSON.stringify({ conversationId, clientId, kind: "outgoing", content, fileIds: [] });
    const cookie = cookies[turn++ % cookies.length]!;
    for (let tries = 0; tries < 20; tries++) {
      const answer = await fetch(`${url}/api/trpc/messages.send`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json", "x-parley-tenant": tenant.slug },
        body,
      }).catch(() => null);
      if (answer?.ok) return void (await answer.arrayBuffer());
      const said = (await answer?.text())?.slice(0, 200);
      if (tries === 19) throw new Error(`A reply was not taken: ${answer?.status} ${said}`);
      await wait(2000);
    }
  }
  return { db, tenantId: tenant.id, publicId: inbox.publicId, url, inspectPort, reply };
}

/** `from` is the first visitor's number. */
async function soak(shop: Shop, pace: Pace, from: number) {
  const until = performance.now() + pace.seconds * 1000;
  const replies = new Map<SoakVisitor, string[]>();
  const broken = { cut: 0, reloaded: 0, offline: 0 };
  const isOn = () => performance.now() < until;
  /** Waits that long, but not past the end. */
  const pause = (ms: number) => wait(Math.max(0, Math.min(ms, until - performance.now())));

  async function live(visitor: SoakVisitor): Promise<void> {
    const answering: Promise<void>[] = [];
    const mine: string[] = [];
    replies.set(visitor, mine);
    for (let n = 0; n === 0 || isOn(); n++) {
      visitor.write(`v${visitor.number}.${n}`);
      await pause(soon(pace.writes));
      const to = visitor.conversationId;
      if (!to) continue;
      mine.push(`a${visitor.number}.${n}`);
      answering.push(shop.reply(to, `a${visitor.number}.${n}`));
    }
    await Promise.all(answering);
  }
  async function shake(visitor: SoakVisitor): Promise<void> {
    for (;;) {
      await pause(soon(pace.breaks));
      if (!isOn()) return;
      const kind = Math.random();
      if (kind < 0.4) {
        broken.cut++;
        visitor.cut();
      } else if (kind < 0.7) {
        broken.reloaded++;
        visitor.reload();
      } else {
        broken.offline++;
        await visitor.lose(1000 + Math.random() * 7000);
      }
    }
  }

  const crowd: SoakVisitor[] = [];
  const lives: Promise<void>[] = [];
  for (let i = 0; i < pace.visitors; i++) {
    const visitor = new SoakVisitor(from + i, shop.url, shop.publicId);
    crowd.push(visitor);
    lives.push(
      live(visitor),
      shake(visitor).catch(() => {}),
    );
    if (i % 20 === 19) await wait(100);
  }
  await Promise.all(lives);
  const said = await compare(shop, crowd, replies);
  for (const { chat } of crowd) chat.stop();
  const breaks = broken.cut + broken.reloaded + broken.offline;
  say(
    `  ${pace.visitors} visitors, ${said.toTeam} messages to the team and ${said.toVisitors} back, ${breaks} breaks`,
  );
  return { ...said, breaks, ...broken };
}

/** What each visitor holds is what the database does: every message once, in one order. Throws otherwise. */
async function compare(shop: Shop, crowd: SoakVisitor[], replies: Map<SoakVisitor, string[]>) {
  const { rows } = await settled(shop, crowd);
  const stored = new Map<string, string[]>();
  for (const row of rows)
    stored.set(row.conversation_id, [...(stored.get(row.conversation_id) ?? []), row.content]);
  const wrong: string[] = [];
  let [toTeam, toVisitors] = [0, 0];
  for (const visitor of crowd) {
    const held = visitor.shown()?.map(({ content }) => content);
    const kept = stored.get(visitor.conversationId ?? "") ?? [];
    const due = [...visitor.written, ...replies.get(visitor)!].sort();
    toTeam += visitor.written.length;
    toVisitors += replies.get(visitor)!.length;
    const isRight = JSON.stringify(held) === JSON.stringify(kept) && [...kept].sort().join() === due.join();
    const inOrder = kept.filter((text) => text.startsWith("v")).join() === visitor.written.join();
    if (!isRight || !inOrder || visitor.repeated)
      wrong.push(
        `visitor ${visitor.number}: wrote ${visitor.written.length}, due ${due.length}, stored ${kept.length}, shown ${held?.length}, announced twice ${visitor.repeated}`,
      );
  }
  if (wrong.length)
    throw new Error(`${wrong.length} of ${crowd.length} went wrong.\n${wrong.slice(0, 5).join("\n")}`);
  return { toTeam, toVisitors, lost: 0, twice: 0 };
}

async function settled(shop: Shop, crowd: SoakVisitor[]) {
  const limit = performance.now() + 60_000;
  for (;;) {
    const { rows } = await shop.db.pool.query<{ conversation_id: string; content: string; seq: number }>(
      `select conversation_id, content, seq from message
       where tenant_id = $1 and kind in ('incoming', 'outgoing') order by conversation_id, seq`,
      [shop.tenantId],
    );
    const last = new Map(rows.map((row) => [row.conversation_id, row.seq]));
    const behind = crowd.filter((visitor) => {
      const shown = visitor.shown();
      return !shown || shown.at(-1)?.seq !== last.get(visitor.conversationId ?? "");
    });
    if (!behind.length || performance.now() > limit) return { rows };
    for (const visitor of behind) visitor.shown() ? visitor.wake() : visitor.older();
    await wait(1000);
  }
}
