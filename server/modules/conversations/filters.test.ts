import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeLabel,
  makeMember,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId, type TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import type { Condition, Filter } from "./filter-schema";
import { countSavedView, listConversations } from "./lists";
import { CreateSavedView } from "./saved-view-schema";
import { createSavedView, deleteSavedView, listSavedViews, updateSavedView } from "./saved-views";
import { ListConversations } from "./schema";

let rt: Runtime;
let tenantId: TenantId;
let inboxIds: [string, string];
let labelId: string;
let teamId: string;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;
/** Conversations by a name of ours. */
const ids: Record<string, string> = {};
const DAY = 86_400_000;

beforeAll(async () => {
  rt = await testRuntime();
  const { db } = rt;
  tenantId = (await makeTenant(db)).id;
  inboxIds = [(await makeInbox(db, { tenantId })).id, (await makeInbox(db, { tenantId })).id];
  labelId = (await makeLabel(db, { tenantId, name: "Refund" })).id;
  owner = await makeMember(db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(db, { tenantId, inboxIds: [inboxIds[0]] });
  colleague = await makeMember(db, { tenantId, inboxIds });
  teamId = newId();
  await db.prisma.team.create({ data: { id: teamId, tenantId, name: "Orders" } });
  await db.prisma.teamMember.createMany({
    data: [agent, colleague].map((m) => ({ tenantId, teamId, memberId: m.id })),
  });
  const define = (subject: string, key: string, kind: string) =>
    db.prisma.attributeDefinition.create({ data: { id: newId(), tenantId, subject, key, name: key, kind } });
  await define("conversation", "value", "currency");
  await define("conversation", "delivery", "date");
  await define("contact", "tier", "list");
  await define("contact", "wholesale", "checkbox");
  const make = async (name: string, contact: object, given: object) => {
    const contactId = (await makeContact(db, { tenantId, ...contact })).id;
    ids[name] = (await makeConversation(db, { tenantId, contactId, inboxId: inboxIds[0], ...given })).id;
  };
  await make(
    "grace",
    {
      name: "Grace Whitfield",
      email: "grace@example.com",
      language: "en",
      attributes: { tier: "gold", wholesale: true },
    },
    { priority: "high", assigneeId: agent.id, teamId, attributes: { value: 52.5, delivery: "2026-11-24" } },
  );
  await make(
    "yusuf",
    { name: "Yusuf 100%_Demir", language: "tr", attributes: { tier: "silver" } },
    {
      inboxId: inboxIds[1],
      createdAt: new Date(Date.now() - 9 * DAY),
      lastMessageAt: new Date(Date.now() - 8 * DAY),
    },
  );
  await make(
    "isla",
    { name: "Isla MacLeod" },
    { priority: "low", assigneeId: colleague.id, attributes: { value: 8 } },
  );
  await make("done", { name: "Oliver Bennett" }, { status: "resolved", assigneeId: agent.id });
  await db.prisma.conversationLabel.create({ data: { tenantId, conversationId: ids.grace!, labelId } });
});

const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? id;
async function found(
  filter: Filter | null,
  member = owner,
  more: Partial<ListConversations> = {},
): Promise<string[]> {
  const input = ListConversations.parse({ view: "all", status: "any", filter: filter ?? undefined, ...more });
  const page = await listConversations(rt.db.sql, memberCtx(member), input);
  return page.items.map((item) => nameOf(item.id)).sort();
}
const one = (field: string, operator: Condition["operator"], ...values: string[]): Filter => ({
  join: "and",
  items: [{ field, operator, values }],
});

describe("a filter", () => {
  it.each<[string, () => Filter, string[]]>([
    ["status", () => one("status", "not_equal_to", "resolved", "snoozed"), ["grace", "isla", "yusuf"]],
    ["priority", () => one("priority", "equal_to", "high", "low"), ["grace", "isla"]],
    ["no priority", () => one("priority", "is_not_present"), ["done", "yusuf"]],
    ["not this priority, or none", () => one("priority", "not_equal_to", "high"), ["done", "isla", "yusuf"]],
    ["assignee", () => one("assignee", "equal_to", colleague.id), ["isla"]],
    ["no assignee", () => one("assignee", "is_not_present"), ["yusuf"]],
    ["inbox", () => one("inbox", "not_equal_to", inboxIds[0]), ["yusuf"]],
    ["team", () => one("team", "is_present"), ["grace"]],
    ["label", () => one("labels", "equal_to", labelId), ["grace"]],
    ["without label", () => one("labels", "is_not_present"), ["done", "isla", "yusuf"]],
    ["contact", () => one("contact", "contains", "GRACE@"), ["grace"]],
    ["signs of patterns are letters", () => one("contact", "contains", "100%_d"), ["yusuf"]],
    ["language", () => one("language", "equal_to", "EN"), ["grace"]],
    ["no language", () => one("language", "is_not_present"), ["done", "isla"]],
    ["number", () => one("number", "is_greater_than", "2"), ["done", "isla"]],
    ["number contains", () => one("number", "contains", "4"), ["done"]],
    ["created", () => one("created", "days_before", "5"), ["yusuf"]],
    [
      "last activity",
      () => one("last_activity", "is_greater_than", new Date(Date.now() - DAY).toISOString()),
      ["done", "grace", "isla"],
    ],
    ["own amount", () => one("conversation.value", "is_greater_than", "50"), ["grace"]],
    ["own amount missing", () => one("conversation.value", "is_not_present"), ["done", "yusuf"]],
    ["own date", () => one("conversation.delivery", "is_less_than", "2026-11-25"), ["grace"]],
    ["own list", () => one("contact.tier", "equal_to", "gold", "silver"), ["grace", "yusuf"]],
    ["own checkbox", () => one("contact.wholesale", "equal_to", "false"), ["done", "isla", "yusuf"]],
  ])("by %s finds what it says", async (_, filter, names) => {
    expect(await found(filter())).toEqual(names);
  });

  it("joins conditions and groups by and, and by or", async () => {
    const high: Condition = { field: "priority", operator: "equal_to", values: ["high"] };
    const own: Condition = { field: "assignee", operator: "is_present", values: [] };
    const second: Condition = { field: "inbox", operator: "equal_to", values: [inboxIds[1]] };
    const low: Condition = { field: "priority", operator: "equal_to", values: ["low"] };
    expect(await found({ join: "or", items: [high, second] })).toEqual(["grace", "yusuf"]);
    expect(await found({ join: "and", items: [own, { join: "or", items: [low, second] }] })).toEqual([
      "isla",
    ]);
    expect(
      await found({
        join: "or",
        items: [
          { join: "and", items: [own, high] },
          { join: "and", items: [own, low] },
        ],
      }),
    ).toEqual(["grace", "isla"]);
  });

  it("means by “me” whoever looks, and shows nobody more than they may see", async () => {
    expect(await found(one("assignee", "equal_to", "me"), agent)).toEqual(["done", "grace"]);
    expect(await found(one("assignee", "equal_to", "me"), colleague)).toEqual(["isla"]);
    expect(await found(one("priority", "is_present"), agent)).toEqual(["grace"]);
    const anything: Filter = {
      join: "or",
      items: [
        { field: "priority", operator: "is_present", values: [] },
        { field: "priority", operator: "is_not_present", values: [] },
      ],
    };
    expect(await found(anything, agent)).toEqual(["done", "grace"]);
    expect(await found(anything, colleague)).toEqual(["isla", "yusuf"]);
  });

  it("takes hostile values as values, and refuses fields and values that are none", async () => {
    const hostile = "'; drop table conversation; --";
    expect(await found(one("contact", "contains", hostile))).toEqual([]);
    for (const filter of [
      one("conversation.x' or true --", "is_present"),
      one("conversation.unknown", "is_present"),
      one("assignee", "equal_to", hostile),
      one("created", "is_less_than", hostile),
      one("number", "is_greater_than", hostile),
      one("conversation.value", "is_less_than", hostile),
      one("status", "contains", "open"),
      one("conversation.value", "contains", "5"),
    ])
      await expect(found(filter)).rejects.toThrow();
    expect((await found(null)).length).toBe(4);
  });

  it("pages within it", async () => {
    const filter = one("assignee", "is_present");
    const first = ListConversations.parse({ view: "all", status: "any", filter, limit: 2 });
    const page = await listConversations(rt.db.sql, memberCtx(owner), first);
    const next = ListConversations.parse({
      view: "all",
      status: "any",
      filter,
      limit: 2,
      cursor: page.nextCursor,
    });
    const rest = await listConversations(rt.db.sql, memberCtx(owner), next);
    expect([...page.items, ...rest.items].map((item) => nameOf(item.id)).sort()).toEqual([
      "done",
      "grace",
      "isla",
    ]);
    expect(rest.nextCursor).toBeNull();
  });
});

describe("a saved view", () => {
  const view = (given: object) =>
    CreateSavedView.parse({
      name: "With priority",
      sharedWith: "private",
      filter: one("priority", "is_present"),
      status: "any",
      sort: "newest",
      ...given,
    });
  const seen = async (member: MadeMember) =>
    (await listSavedViews(rt.db.sql, memberCtx(member))).map(({ name }) => name);

  it("is its owner's alone until shared, and then never shows what its viewer may not see", async () => {
    const made = await createSavedView(memberCtx(agent), view({}));
    expect(await seen(agent)).toEqual(["With priority"]);
    expect(await seen(colleague)).toEqual([]);
    const open = (member: MadeMember) => found(null, member, { view: "saved", of: made.id });
    await expect(open(colleague)).rejects.toMatchObject({ code: "not_found" });
    await updateSavedView(memberCtx(agent), { viewId: made.id, sharedWith: "team", teamId });
    expect(await seen(colleague)).toEqual(["With priority"]);
    expect(await seen(owner)).toEqual([]);
    expect(await open(agent)).toEqual(["grace"]);
    expect(await open(colleague)).toEqual(["isla"]);
    for (const [member, count] of [
      [agent, 1],
      [colleague, 1],
    ] as const)
      expect(await countSavedView(rt.db.sql, memberCtx(member), made.id)).toBe(count);
    await expect(
      updateSavedView(memberCtx(colleague), { viewId: made.id, name: "Mine now" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await updateSavedView(memberCtx(agent), { viewId: made.id, name: "Pressing" });
    expect(await seen(colleague)).toEqual(["Pressing"]);
    await deleteSavedView(memberCtx(agent), made.id);
    await expect(open(agent)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is shared with the whole tenant only by whoever keeps its settings, and leaves an audit row", async () => {
    const shared = view({ name: "Everybody's", sharedWith: "tenant" });
    await expect(createSavedView(memberCtx(agent), shared)).rejects.toMatchObject({ code: "forbidden" });
    const made = await createSavedView(memberCtx(owner), shared);
    expect(await seen(colleague)).toEqual(["Everybody's"]);
    expect(await found(null, colleague, { view: "saved", of: made.id })).toEqual(["isla"]);
    const audited = await rt.db.prisma.auditEntry.findFirst({ where: { tenantId, targetId: made.id } });
    expect(audited).toMatchObject({ action: "saved_view.create", actorId: owner.id });
    await deleteSavedView(memberCtx(owner), made.id);
  });

  it("takes no team one is not in, nor another tenant's", async () => {
    const stranger = await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id, role: "owner" });
    await expect(
      createSavedView(memberCtx(stranger), view({ sharedWith: "team", teamId })),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    expect(() => view({ sharedWith: "team" })).toThrow();
    expect(() => view({ teamId })).toThrow();
  });
});
