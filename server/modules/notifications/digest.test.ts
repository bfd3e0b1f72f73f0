import { beforeAll, describe, expect, it } from "vitest";
import { makeConversation, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { handlerCtx, list, run, scene } from "../../testing/notification-scene";
import { testRuntime } from "../../testing/runtime";
import { setNotificationRead } from "./commands";
import { mailDigestHandler } from "./mail";
import { notifyAssigned } from "./reactions";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

describe("by mail", () => {
  async function busy(count: number) {
    const made = await scene();
    const give = async () => {
      const { id } = await makeConversation(rt.db, {
        tenantId: made.tenant.id,
        inboxId: made.inbox.id,
        assigneeId: made.first.id,
        lastSeq: 1,
      });
      await notifyAssigned(made.ctx, { eventId: newId(), conversationId: id, assigneeId: made.first.id });
    };
    for (let i = 0; i < count; i++) await give();
    const mailDue = () =>
      mailDigestHandler.run(handlerCtx(made.ctx.tenantId), { memberId: made.first.id }, run);
    const mails = async () =>
      (
        await rt.db.pool.query(
          "select payload from outbox_entry where kind = 'mail.send' and tenant_id = $1 order by id",
          [made.tenant.id],
        )
      ).rows.map(({ payload }) => payload);
    return { ...made, give, mailDue, mails };
  }

  it("a busy hour is one mail: the first after two minutes, then at most one an hour with all that came", async () => {
    const { mailDue, mails, give, tenant, first } = await busy(3);
    const { rows } = await rt.db.pool.query(
      "select extract(epoch from run_at - now())::float8 as seconds from outbox_entry where kind = 'notifications.mail' and tenant_id = $1",
      [tenant.id],
    );
    expect(rows).toHaveLength(3);
    expect(rows[0].seconds).toBeGreaterThan(100);
    // All three fall due, in two workers at once.
    await Promise.all([mailDue(), mailDue(), mailDue()]);
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0].data.items).toHaveLength(3);
    for (let i = 0; i < 4; i++) {
      await give();
      await mailDue();
    }
    expect(await mails()).toHaveLength(1);
    const waiting = await rt.db.pool.query(
      `select count(*)::int as n from outbox_entry where kind = 'notifications.mail' and tenant_id = $1
         and run_at > now() + interval '30 minutes'`,
      [tenant.id],
    );
    expect(waiting.rows[0].n).toBe(1);
    await rt.db.pool.query(
      "update notification set mailed_at = now() - interval '61 minutes' where mailed_at is not null and member_id = $1",
      [first.id],
    );
    await mailDue();
    expect((await mails())[1].data.items).toHaveLength(4);
  });

  it("what was read, or is out of sight by then, is not in it; nothing left is no mail", async () => {
    const { mailDue, mails, first, second, tenant } = await busy(2);
    const { items } = await list(first);
    await setNotificationRead(memberCtx(first), { notificationId: items[0]!.id, isRead: true });
    await rt.db.pool.query("update conversation set assignee_id = $2 where tenant_id = $1", [
      tenant.id,
      second.id,
    ]);
    await mailDue();
    expect(await mails()).toEqual([]);
  });
});
