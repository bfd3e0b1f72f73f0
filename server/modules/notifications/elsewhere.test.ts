import { beforeAll, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeMember,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Sql } from "../../infra/db";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { listUnreadElsewhere } from "./queries";

let rt: Runtime;
let home: MadeTeam;
let away: MadeTeam;
let person: MadeMember;
let abroad: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  [home, away] = [await makeTeam(rt.db), await makeTeam(rt.db)];
  person = home.agents[0];
  const inboxIds = [away.inbox.id];
  abroad = await makeMember(rt.db, { tenantId: away.tenant.id, inboxIds, user: person.user });
});

async function notify(member: MadeMember, assigneeId: string, more: object = {}) {
  const { tenantId } = member;
  const inboxId = tenantId === home.tenant.id ? home.inbox.id : away.inbox.id;
  const conversation = await makeConversation(rt.db, { tenantId, inboxId, assigneeId });
  const data = { id: newId(), tenantId, memberId: member.id, conversationId: conversation.id };
  await rt.db.prisma.notification.create({
    data: { ...data, type: "conversation_assigned", isInApp: true, ...more },
  });
  return data.id;
}
const elsewhere = () => listUnreadElsewhere(rt.db.sql, memberCtx(person));

it("names the other businesses with something unread that the person may see there", async () => {
  await notify(person, person.id);
  expect(await elsewhere()).toEqual([]);
  await notify(abroad, abroad.id, { readAt: new Date() });
  // Another's conversation by now: nobody tells of it.
  await notify(abroad, away.agents[0].id);
  expect(await elsewhere()).toEqual([]);
  const id = await notify(abroad, abroad.id);
  expect(await elsewhere()).toEqual([away.tenant.slug]);
  await rt.db.prisma.notification.updateMany({
    where: { tenantId: away.tenant.id, id },
    data: { readAt: new Date() },
  });
  expect(await elsewhere()).toEqual([]);
});

it("leaves out a business that the person has left", async () => {
  await notify(abroad, abroad.id);
  expect(await elsewhere()).toEqual([away.tenant.slug]);
  await rt.db.prisma.member.updateMany({
    where: { tenantId: away.tenant.id, id: abroad.id },
    data: { deactivatedAt: new Date() },
  });
  expect(await elsewhere()).toEqual([]);
});

it("asks one business after the other, so that one person never takes every connection", async () => {
  const { user } = person;
  const many = [await makeTeam(rt.db), await makeTeam(rt.db), await makeTeam(rt.db)];
  for (const { tenant } of many) await makeMember(rt.db, { tenantId: tenant.id, user });
  let [asking, most, asked] = [0, 0, 0];
  const sql: Sql = async (statement, values) => {
    asked += 1;
    asking += 1;
    most = Math.max(most, asking);
    try {
      return await rt.db.sql(statement, values);
    } finally {
      asking -= 1;
    }
  };
  expect(await listUnreadElsewhere(sql, memberCtx(person))).toEqual([]);
  expect({ most, asked }).toEqual({ most: 1, asked: 1 + 2 * many.length });
});
