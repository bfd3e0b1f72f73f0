import { test } from "@playwright/test";
import type { Pooled } from "../../prisma/seed/factories";
import { type FakeAccount, startMeta } from "../../server/testing/fake-meta";
import { takeAlone } from "./alone";

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
