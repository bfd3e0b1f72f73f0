import type { Browser, Page } from "@playwright/test";
import type { MadeTeam, Pooled } from "../../prisma/seed/factories";
import { openConversation, openInbox, signedIn, thread } from "./agent";

// What two agents in one conversation do, and what of it is stored.

export const message = (page: Page, text: string) =>
  thread(page).locator("[data-message]").filter({ hasText: text }).last();

export async function menuOf(page: Page, text: string, entry: string): Promise<void> {
  const found = message(page, text);
  await found.hover();
  await found.getByRole("button", { name: "Message menu" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** The second agent, in the same conversation. */
export async function colleagueOf(browser: Browser, given: { url: string; team: MadeTeam }): Promise<Page> {
  const page = await signedIn(browser, { url: given.url, email: given.team.agents[1].user.email });
  await openInbox(page, given.team.tenant.slug);
  await openConversation(page, "v001");
  return page;
}
export const holds = (db: Pooled, team: MadeTeam, seconds: number) =>
  db.pool.query(
    "update member set preferences = jsonb_build_object('undoSeconds', $2::int) where tenant_id = $1",
    [team.tenant.id, seconds],
  );
export const stored = async (db: Pooled, team: MadeTeam) =>
  (
    await db.pool.query<{ content: string }>(
      "select content from message where tenant_id = $1 order by seq",
      [team.tenant.id],
    )
  ).rows.map((row) => row.content);
