import { test as base } from "@playwright/test";
import { type MadeTeam, makeTeam, type Pooled } from "../../prisma/seed/factories";
import { takeAlone } from "./alone";
import { openPool } from "./postgres";

export { expect } from "@playwright/test";

type ForTest = {
  /** The address of the server all tests share. */
  url: string;
  /** A business of this test's own, so that its counts and lists are nobody else's. */
  team: MadeTeam;
  /** The demo business's slug; whoever asks for it works there alone, as its counts and lists are everybody's. */
  acme: string;
  /** Closes the browsers that the test has opened for its people. */
  closed: undefined;
};
type ForWorker = {
  /** The shared server's database: to make people in, and to see what is stored. */
  db: Pooled;
};

export const test = base.extend<ForTest, ForWorker>({
  url: async ({ baseURL }, use) => use(baseURL!),
  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const pool = openPool(process.env.PARLEY_E2E_DATA!);
      await use({ pool });
      await pool.end();
    },
    { scope: "worker" },
  ],
  team: async ({ db }, use) => {
    const team = await makeTeam(db, { isDemo: true });
    // What is measured elsewhere is the way of a message; compose.spec.ts tests how it is held.
    await db.pool.query(`update member set preferences = '{"undoSeconds":0}' where tenant_id = $1`, [
      team.tenant.id,
    ]);
    await use(team);
  },
  acme: async ({ db }, use) => {
    const giveBack = await takeAlone(db, "the demo business");
    await use("acme");
    giveBack();
  },
  closed: [
    async ({ browser }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
