import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeTeam,
  makeConversation,
  makeLabel,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { getConversation } from "../conversations/queries";
import { undoActs } from "../conversations/undo";
import { createMacro, deleteMacro, listMacros, updateMacro } from "./macros";
import { listMessages } from "./queries";
import { runMacro } from "./run-macro";

let rt: Runtime;
let team: MadeTeam;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});

const made = (assigneeId?: string) =>
  makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id, assigneeId });

describe("a macro", () => {
  it("does all its steps on each conversation, names the refused, and its acts are undone as one", async () => {
    const [agent, colleague] = team.agents;
    const ctx = memberCtx(agent);
    const label = await makeLabel(rt.db, { tenantId: team.tenant.id });
    const { macroId } = await createMacro(ctx, {
      name: "Delivered",
      isShared: false,
      actions: [
        { type: "assign", assigneeId: "me" },
        { type: "labels", add: [label.id], remove: [] },
        { type: "priority", priority: "high" },
        { type: "note", content: "Tracked." },
        { type: "reply", content: "It is on its way." },
        { type: "snooze", minutes: 60 },
      ],
    });
    const [mine, theirs] = [await made(), await made(colleague.id)];
    const answer = await runMacro(ctx, { macroId, conversationIds: [mine.id, theirs.id] });
    expect(answer.refused).toMatchObject([{ conversationId: theirs.id, code: "not_found" }]);
    expect(answer.conversations).toMatchObject([
      { assigneeId: agent.id, labelIds: [label.id], priority: "high", status: "snoozed" },
    ]);
    const { items } = await listMessages(rt.db.sql, ctx, { conversationId: mine.id, limit: 50 });
    expect(items.filter((m) => m.kind !== "activity").map((m) => [m.kind, m.content])).toEqual([
      ["note", "Tracked."],
      ["outgoing", "It is on its way."],
    ]);
    await undoActs(ctx, { undoId: answer.undoId! });
    expect(await getConversation(rt.db.sql, ctx, mine.id)).toMatchObject({
      assigneeId: null,
      labelIds: [],
      priority: null,
      status: "open",
    });
  });

  it("of one's own is seen and changed by nobody else; a shared one is kept by administrators", async () => {
    const [agent, colleague] = team.agents;
    const [ctx, other, owner] = [agent, colleague, team.owner].map((member) => memberCtx(member));
    const actions = [{ type: "status", status: "resolved" }] as const;
    const own = await createMacro(ctx!, { name: "Mine", isShared: false, actions: [...actions] });
    expect((await listMacros(other!)).map(({ id }) => id)).not.toContain(own.macroId);
    await expect(deleteMacro(owner!, own)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      createMacro(ctx!, { name: "All", isShared: true, actions: [...actions] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const shared = await createMacro(owner!, { name: "All", isShared: true, actions: [...actions] });
    expect((await listMacros(other!)).find(({ id }) => id === shared.macroId)?.mayChange).toBe(false);
    await expect(updateMacro(other!, { ...shared, name: "Ours" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await updateMacro(owner!, { ...shared, name: "Ours" });
    await deleteMacro(owner!, shared);
    await expect(runMacro(other!, { ...shared, conversationIds: [(await made()).id] })).rejects.toMatchObject(
      { code: "not_found" },
    );
  });
});
