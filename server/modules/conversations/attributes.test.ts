import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { settledSync } from "../../testing/settled-sync";
import { createDefinition, deleteDefinition } from "../contacts/definitions";
import type { AttributeDefinitionDto, AttributeValue } from "../contacts/schema";
import { listMessages } from "../messages/queries";

import { actOn } from "./acts";
import { getConversationAttributes } from "./attributes";
import { listConversations } from "./lists";
import { ListConversations } from "./schema";
import { undoActs } from "./undo";

let rt: Runtime;
let team: MadeTeam;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;
let doomed: AttributeDefinitionDto;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  owner = team.owner;
  [agent, colleague] = team.agents;
  const define = (key: string, name: string, kind: string, more = {}) =>
    createDefinition(memberCtx(owner), {
      subject: "conversation",
      key,
      name,
      kind,
      description: "",
      ...more,
    } as never);
  await define("order_value", "Order value", "currency", { currency: "GBP" });
  await define("carrier", "Carrier", "list", { choices: ["Royal Mail", "DPD"] });
  await define("due", "Due", "date");
  doomed = await define("doomed", "Doomed", "text");
});

const made = (assigneeId?: string) =>
  makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id, assigneeId });
const set = (who: MadeMember, id: string, values: Record<string, AttributeValue | null>) =>
  actOn(memberCtx(who), { conversationIds: [id], act: { type: "attributes", set: values } });
const read = async (id: string, who = owner) =>
  (await getConversationAttributes(rt.db.sql, memberCtx(who), id)).attributes;
async function lines(id: string) {
  const page = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 50 });
  return page.items.flatMap((message) => message.data ?? []);
}

describe("the tenant's own fields of a conversation", () => {
  it("are set by key as typed, said in the thread in words, and undone as one", async () => {
    const { id } = await made(agent.id);
    await set(agent, id, { order_value: "£1,234.50", carrier: "dpd" });
    const { undoId } = await set(agent, id, { carrier: null, due: "24/11/2026" });
    expect(await read(id)).toEqual({ order_value: 1234.5, due: "2026-11-24" });
    expect(await lines(id)).toEqual([
      {
        type: "attributes",
        changed: [
          { name: "Order value", value: "£1,234.50" },
          { name: "Carrier", value: "DPD" },
        ],
      },
      {
        type: "attributes",
        changed: [
          { name: "Carrier", value: null },
          { name: "Due", value: "24/11/2026" },
        ],
      },
    ]);
    await undoActs(memberCtx(agent), { undoId: undoId! });
    expect(await read(id)).toEqual({ order_value: 1234.5, carrier: "DPD" });
  });

  it("stay as they are, without a line, when nothing is other than before", async () => {
    const { id } = await made();
    await set(owner, id, { carrier: "DPD" });
    expect(await set(owner, id, { carrier: "DPD" })).toMatchObject({ undoId: null });
    expect(await lines(id)).toHaveLength(1);
  });

  it("refuse what the field cannot hold, what no field is, and whoever may not change or see the conversation", async () => {
    const { id } = await made(agent.id);
    await expect(set(agent, id, { carrier: "Pigeon" })).rejects.toMatchObject({
      code: "bad_request",
      details: { field: "attributes.carrier" },
    });
    await expect(set(agent, id, { colour: "red" })).rejects.toMatchObject({ code: "bad_request" });
    await expect(set(colleague, id, { carrier: "DPD" })).rejects.toMatchObject({ code: "not_found" });
    await expect(read(id, colleague)).rejects.toMatchObject({ code: "not_found" });
    expect(await read(id)).toEqual({});
  });

  it("lose none of two set at the same moment", async () => {
    const { id } = await made();
    await Promise.all([
      set(owner, id, { carrier: "DPD" }),
      set(agent, id, { due: "2026-11-24" }),
      set(colleague, id, { order_value: 8 }),
    ]);
    expect(await read(id)).toEqual({ carrier: "DPD", due: "2026-11-24", order_value: 8 });
  });

  it("are not taken back over what a colleague has set since", async () => {
    const { id } = await made();
    const { undoId } = await set(agent, id, { carrier: "DPD" });
    await set(colleague, id, { carrier: "Royal Mail" });
    const { refused } = await undoActs(memberCtx(agent), { undoId: undoId! });
    expect(refused).toMatchObject([{ conversationId: id, code: "conflict" }]);
    expect(await read(id)).toEqual({ carrier: "Royal Mail" });
  });

  it("reach viewers by the feed, and filters find them", async () => {
    const { id } = await made();
    const { cursor } = await settledSync(rt.db.sql, memberCtx(colleague), null);
    await set(agent, id, { order_value: 99 });
    const answer = await settledSync(rt.db.sql, memberCtx(colleague), cursor);
    expect(answer.conversations.map((one) => one.id)).toContain(id);
    const filter = {
      join: "and",
      items: [{ field: "conversation.order_value", operator: "equal_to", values: ["99"] }],
    };
    const asked = ListConversations.parse({ view: "all", filter });
    const page = await listConversations(rt.db.sql, memberCtx(owner), asked);
    expect(page.items.map((one) => one.id)).toEqual([id]);
  });

  it("keep their words in the thread when the field is deleted", async () => {
    const { id } = await made();
    const { undoId } = await set(owner, id, { doomed: "soon" });
    await deleteDefinition(memberCtx(owner), { attributeId: doomed.id });
    expect(await read(id)).toEqual({});
    expect(await lines(id)).toEqual([{ type: "attributes", changed: [{ name: "Doomed", value: "soon" }] }]);
    expect((await undoActs(memberCtx(owner), { undoId: undoId! })).refused).toHaveLength(1);
  });
});
