import { type Page, test } from "@playwright/test";
import type { Pooled } from "../../prisma/seed/factories";
import { CLOUD, type FakeAccount, startMeta } from "../../server/testing/fake-meta";
import { takeAlone } from "./alone";
import { mutate } from "./trpc";

export type PlayedMeta = Awaited<ReturnType<typeof startMeta>>;

/** Plays WhatsApp at the one address that the server was told, for one file at a time: call it before all of its tests. */
export async function playMeta(db: Pooled, account?: FakeAccount): Promise<PlayedMeta> {
  test.setTimeout(240_000);
  const giveBack = await takeAlone(db, "the WhatsApp of the tests");
  const meta = await startMeta(Number(process.env.PARLEY_E2E_META), account);
  return {
    ...meta,
    async close() {
      await meta.close();
      giveBack();
    },
  };
}

/** An inbox "WhatsApp Shop" of the business, connected by this owner where its form is not the matter. Answers its id. */
export async function connectCloud(
  owner: Page,
  db: Pooled,
  tenant: { id: string; slug: string },
): Promise<string> {
  const connect = { channel: "whatsapp_cloud", name: "WhatsApp Shop", credentials: CLOUD };
  await mutate(owner, tenant.slug, "inboxes.connect", connect);
  const { rows } = await db.pool.query<{ id: string }>(
    "select id from inbox where tenant_id = $1 and channel = 'whatsapp_cloud'",
    [tenant.id],
  );
  return rows[0]!.id;
}
