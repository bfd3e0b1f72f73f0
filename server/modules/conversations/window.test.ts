import { expect, it, onTestFinished } from "vitest";
import { testRuntime } from "../../testing/runtime";
import { makeSenders } from "../../testing/senders";
import { appendAll } from "./append";
import { type CommittedChange, onLive } from "./live";
import { TOLD_AT_ONCE } from "./tell-many";
import { openWindowsOf } from "./window";

it("where an inbox opens more hours than are told of at once, whoever has heard from a contact last hears first", async () => {
  const rt = await testRuntime();
  const each = TOLD_AT_ONCE + 1;
  const senders = await makeSenders(rt, { url: "https://shop.example/in", tenants: 1, inboxes: 1, each });
  await appendAll(
    rt.db.sql,
    senders.map(({ tenantId, conversationId }) => ({
      ...{ tenantId, conversationId, identityId: null, author: { kind: "contact", id: null } },
      ...{ kind: "incoming", content: "Hello", status: "sent", traceId: "", clientId: null, attachments: [] },
    })),
  );
  const { tenantId, conversationId: last } = senders.at(-1)!;
  const { inboxId } = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: last } });
  const earlier =
    "update message set created_at = created_at - interval '1 hour' where conversation_id <> $1";
  await rt.db.pool.query(earlier, [last]);
  const told: CommittedChange[] = [];
  onLive({ changes: (changes) => void told.push(...changes), signal: () => {}, isWatched: () => true });
  onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
  const ctx = { tenantId, actor: { kind: "system", name: "test" }, traceId: "", ip: "" } as const;
  await rt.db.transaction((tx) => openWindowsOf(tx, ctx, { inboxId, hours: 24 }));
  expect(told).toHaveLength(TOLD_AT_ONCE);
  expect(told.map(({ row }) => row.id)).toContain(last);
});
