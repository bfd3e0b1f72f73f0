import type { Browser, Page } from "@playwright/test";
import type { MadeTeam } from "../../prisma/seed/factories";
import { openConversation, openInbox, reply, signedIn } from "./agent";
import { openChat, say } from "./visitor";

/**
 * A visitor and an agent of the business, each in a browser of their own, in the conversation that begins with v001.
 * `prepare` gets each page before it is opened, the visitor's first.
 */
export async function meet(
  browser: Browser,
  given: { url: string; team: MadeTeam; agentUrl?: string; prepare?: (page: Page) => Promise<unknown> },
): Promise<{ visitor: Page; agent: Page }> {
  const { url, team, agentUrl = url, prepare } = given;
  const { slug } = team.tenant;
  const visitor = await openChat(browser, { url, slug, prepare });
  const agent = await signedIn(browser, { url: agentUrl, email: team.agents[0].user.email });
  await prepare?.(agent);
  await say(visitor, "v001");
  await openInbox(agent, slug);
  await openConversation(agent, "v001");
  return { visitor, agent };
}

/** Writes these marks one after the other, as fast as the screen takes them. */
export async function writeAll(
  write: (page: Page, text: string) => Promise<void>,
  page: Page,
  marks: string[],
) {
  for (const mark of marks) await write(page, mark);
}

export const visitorWrites = (page: Page, marks: string[]) => writeAll(say, page, marks);
export const agentWrites = (page: Page, marks: string[]) => writeAll(reply, page, marks);
