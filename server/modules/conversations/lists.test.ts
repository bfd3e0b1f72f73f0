import { beforeAll, describe, expect, it } from "vitest";
import { findInconsistencies } from "../../../prisma/seed/check";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeLabel,
  makeMember,
  makeMessages,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import { createRandom } from "../../../prisma/seed/random";
import { newId, type TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { assignConversation, markConversationRead } from "./commands";
import { countConversations } from "./counts";
import { listConversations, listedAmong } from "./lists";
import { ListConversations, SORTS } from "./schema";
import { visibilityOf, visibleSql } from "./visibility";

let rt: Runtime;
let tenantId: TenantId;
let inboxIds: string[];
let labelIds: string[];
let teamIds: string[];
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;
const random = createRandom(20_261_121);
const pick = <T>(items: readonly T[]): T => items[random.int(0, items.length - 1)]!;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  inboxIds = [(await makeInbox(rt.db, { tenantId })).id, (await makeInbox(rt.db, { tenantId })).id];
  labelIds = [(await makeLabel(rt.db, { tenantId })).id, (await makeLabel(rt.db, { tenantId })).id];
  teamIds = await Promise.all(
    ["Orders", "Returns"].map(async (name) => {
      const team = await rt.db.prisma.team.create({ data: { id: newId(), tenantId, name } });
      return team.id;
    }),
  );
  owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(rt.db, { tenantId, inboxIds: [inboxIds[0]!] });
  colleague = await makeMember(rt.db, { tenantId, inboxIds });
  await Promise.all(Array.from({ length: 30 }, conversation));
});

async function conversation(): Promise<string> {
  const contactId = (await makeContact(rt.db, { tenantId })).id;
  const made = await makeConversation(rt.db, {
    tenantId,
    contactId,
    inboxId: pick(inboxIds),
    assigneeId: pick([null, null, owner.id, agent.id, colleague.id]),
    teamId: pick([null, ...teamIds]),
    priority: pick([null, null, "low", "medium", "high", "urgent"] as const),
    waitingSince: pick([null, new Date(Date.now() - random.int(0, 9) * 60_000)]),
    windowClosesAt: pick([null, new Date(Date.now() + random.int(-60, 600) * 60_000)]),
    lastMessageAt: new Date(Date.now() - random.int(0, 20) * 1000),
  });
  if (random.next() < 0.5) await makeMessages(rt.db, made, 2);
  return made.id;
}

const run = (text: string, values: unknown[]) => rt.db.pool.query(text, values);
const set = (column: string, value: unknown) => (id: string) =>
  run(`update conversation set ${column} = $2 where id = $1`, [id, value]);

/** What happens to conversations all day; each is a transaction of its own. */
const CHANGES: (() => (id: string) => Promise<unknown>)[] = [
  () => set("assignee_id", pick([null, owner.id, agent.id, colleague.id])),
  () => set("status", pick(["open", "snoozed", "resolved", "pending"])),
  () => set("team_id", pick([null, ...teamIds])),
  () => set("inbox_id", pick(inboxIds)),
  () => (id) =>
    run("update conversation set last_message_at = now(), version = version + 1 where id = $1", [id]),
  () => {
    const labelId = pick(labelIds);
    return (id) =>
      run(
        `insert into conversation_label (tenant_id, conversation_id, label_id)
         select tenant_id, id, $2 from conversation where id = $1 on conflict do nothing`,
        [id, labelId],
      );
  },
  () => {
    const labelId = pick(labelIds);
    return (id) =>
      run("delete from conversation_label where conversation_id = $1 and label_id = $2", [id, labelId]);
  },
  () => (id) =>
    run(
      `insert into conversation_participant (tenant_id, conversation_id, member_id)
       select tenant_id, id, $2 from conversation where id = $1 on conflict do nothing`,
      [id, agent.id],
    ),
];

/** What the same member would count by looking at every conversation. */
async function recount(member: MadeMember) {
  const ctx = memberCtx(member);
  const visible = visibleSql(visibilityOf(ctx.actor), "$2", "$3");
  const count = async (condition: string, group = "''") => {
    const { rows } = await run(
      `select ${group} as key, count(*)::int as n from conversation c
       where c.tenant_id = $1 and c.merged_into_id is null and $2::uuid is not null and $3::uuid[] is not null
         and ${visible} and ${condition} group by 1 having ${group} is not null`,
      [tenantId, member.id, member.inboxIds],
    );
    return Object.fromEntries(rows.map((row) => [row.key, row.n])) as Record<string, number>;
  };
  const one = async (condition: string) => (await count(condition))[""] ?? 0;
  const open = "c.status = 'open'";
  const { rows: labelled } = await run(
    `select l.label_id as id, count(*)::int as n from conversation_label l join conversation c on c.id = l.conversation_id
     where c.tenant_id = $1 and c.merged_into_id is null and $2::uuid is not null and $3::uuid[] is not null
       and ${open} and ${visible} group by 1`,
    [tenantId, member.id, member.inboxIds],
  );
  return {
    mine: await one(`${open} and c.assignee_id = $2`),
    unassigned: await one(`${open} and c.assignee_id is null`),
    mentions: await one(
      "exists (select 1 from mention n where n.conversation_id = c.id and n.member_id = $2 and n.read_at is null)",
    ),
    closing: await one(`${open} and c.window_closes_at between now() and now() + interval '4 hours'`),
    all: await one(open),
    snoozed: await one("c.status = 'snoozed'"),
    inbox: await count(open, "c.inbox_id::text"),
    team: await count(open, "c.team_id::text"),
    label: Object.fromEntries(labelled.map((row) => [row.id, row.n])),
  };
}

async function listed(member: MadeMember, asked: Partial<ListConversations>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const input = ListConversations.parse({ view: "all", limit: 4, ...asked, cursor: cursor ?? undefined });
    const page = await listConversations(rt.db.sql, memberCtx(member), input);
    ids.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

describe("the counts", () => {
  it("equal a recount after 300 concurrent changes of every kind, for whoever sees all and for whoever sees some", async () => {
    const { rows } = await run("select id from conversation where tenant_id = $1", [tenantId]);
    const ids: string[] = rows.map((row) => row.id);
    const changes = Array.from({ length: 300 }, () => [pick(CHANGES)(), pick(ids)] as const);
    await Promise.all([
      ...changes.map(([change, id]) => change(id)),
      ...Array.from({ length: 10 }, conversation),
      ...ids.slice(0, 4).map((id) => run("delete from conversation where id = $1", [id])),
      run("update conversation set merged_into_id = $2, status = 'resolved' where id = $1", [ids[5], ids[6]]),
      run("update conversation set merged_into_id = $2 where id = $1", [ids[7], ids[6]]),
    ]);
    expect(await findInconsistencies(rt.db.pool, tenantId)).toEqual(
      expect.not.arrayContaining([expect.stringContaining("counter")]),
    );
    for (const member of [owner, agent, colleague]) {
      expect(await countConversations(rt.db.sql, memberCtx(member))).toEqual(await recount(member));
    }
    const after = await countConversations(rt.db.sql, memberCtx(owner));
    expect(after.all).toBeGreaterThan(5);
    expect(Object.keys(after.label).length).toBe(2);
  }, 60_000);

  it("follow a label that goes and a conversation that takes its labels with it", async () => {
    await run("delete from label where id = $1", [labelIds[1]]);
    const counts = await countConversations(rt.db.sql, memberCtx(owner));
    expect(counts.label[labelIds[1]!]).toBeUndefined();
    expect(counts).toEqual(await recount(owner));
  });
});

describe("the lists", () => {
  it("hold what is counted, page by page, for everybody", async () => {
    for (const member of [owner, agent, colleague]) {
      const counts = await countConversations(rt.db.sql, memberCtx(member));
      for (const view of ["mine", "unassigned", "closing", "all", "snoozed"] as const)
        expect([view, (await listed(member, { view })).length]).toEqual([view, counts[view]]);
      for (const view of ["inbox", "team", "label"] as const) {
        for (const [of, count] of Object.entries(counts[view]))
          expect([view, (await listed(member, { view, of })).length]).toEqual([view, count]);
      }
    }
  }, 60_000);

  it("has every row once in every order, in that order", async () => {
    const whole = await listed(owner, { view: "all", limit: 50 });
    for (const sort of SORTS) {
      const ids = await listed(owner, { view: "all", sort });
      expect([sort, new Set(ids).size, [...ids].sort()]).toEqual([sort, ids.length, [...whole].sort()]);
    }
    const rows = async (sort: (typeof SORTS)[number]) =>
      (
        await listConversations(
          rt.db.sql,
          memberCtx(owner),
          ListConversations.parse({ view: "all", sort, limit: 50 }),
        )
      ).items;
    const ranks = (await rows("priority_created")).map((row) => [
      ["urgent", "high", "medium", "low", null].indexOf(row.priority),
      row.displayNumber,
    ]);
    expect(ranks).toEqual([...ranks].sort(([a, x], [b, y]) => a! - b! || x! - y!));
    const waits = (await rows("waiting_longest")).flatMap((row) => row.waitingSince ?? []);
    expect(waits).toEqual([...waits].sort());
    const unread = (await rows("unread")).map((row) => row.incomingCount > row.myRead.incoming);
    expect(unread.indexOf(false)).toBe(unread.filter(Boolean).length);
    const closing = await listConversations(
      rt.db.sql,
      memberCtx(owner),
      ListConversations.parse({ view: "closing" }),
    );
    const ends = closing.items.map((row) => row.windowClosesAt);
    expect(ends).toEqual([...ends].sort());
  }, 60_000);

  it("mentions are the unread ones of the member, until the thread is read", async () => {
    const id = await conversation();
    await assignConversation(memberCtx(owner), { conversationId: id, assigneeId: null });
    const [message] = await makeMessages(
      rt.db,
      {
        id,
        tenantId,
        inboxId: inboxIds[0]!,
        contactId: newId(),
        identityId: null,
        displayNumber: 0,
        assigneeId: null,
      },
      [{ kind: "note", content: "@Tom can you look?", authorId: owner.id }],
    );
    await rt.db.prisma.mention.create({
      data: { tenantId, memberId: owner.id, messageId: message!.id, conversationId: id },
    });
    expect(await listed(owner, { view: "mentions" })).toEqual([id]);
    expect((await countConversations(rt.db.sql, memberCtx(owner))).mentions).toBe(1);
    expect(await listed(colleague, { view: "mentions" })).toEqual([]);
    const among = { view: "mentions" as const, status: "open" as const, conversationIds: [id] };
    expect(await listedAmong(rt.db.sql, memberCtx(owner), { ...among })).toEqual([id]);
    await markConversationRead(memberCtx(owner), { conversationId: id, seq: message!.seq });
    expect(await listed(owner, { view: "mentions" })).toEqual([]);
    expect(await listedAmong(rt.db.sql, memberCtx(owner), { ...among })).toEqual([]);
  });

  it("are empty for a list of another tenant", async () => {
    const stranger = await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id, role: "owner" });
    for (const view of ["inbox", "team", "label"] as const) {
      const of = { inbox: inboxIds, team: teamIds, label: labelIds }[view][0]!;
      expect(await listed(stranger, { view, of, status: "any" })).toEqual([]);
    }
  });
});
