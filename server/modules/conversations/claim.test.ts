import { beforeAll, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeInbox,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { actOn } from "./acts";
import { getConversation } from "./queries";

let rt: Runtime;
let team: MadeTeam;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});

const claim = (who: MadeMember, id: string) =>
  actOn(memberCtx(who), {
    conversationIds: [id],
    act: { type: "assign", assigneeId: who.id, isClaim: true },
  });

it("a claim by two at once is won by one, and the other is told by whom, whatever their role", async () => {
  for (const [one, other] of [team.agents, [team.agents[0], team.owner]] as const) {
    const { id } = await makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
    const answers = await Promise.allSettled([claim(one, id), claim(other, id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const won = answers[0].status === "fulfilled" ? one : other;
    const lost = answers.find((answer) => answer.status === "rejected");
    expect(lost?.reason.message).toBe(`${won.user.name} took this a moment before you.`);
    expect((await getConversation(rt.db.sql, memberCtx(team.owner), id)).assigneeId).toBe(won.id);
  }
});

it("a claim says nothing of who has what in an inbox that is not one's own", async () => {
  const elsewhere = await makeInbox(rt.db, { tenantId: team.tenant.id });
  const { id } = await makeConversation(rt.db, {
    tenantId: team.tenant.id,
    inboxId: elsewhere.id,
    assigneeId: team.owner.id,
  });
  await expect(claim(team.agents[0], id)).rejects.toThrow(/not here, or it is not yours/);
});
