import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMessages,
  makeTeam,
} from "../prisma/seed/factories";
import { signedIn } from "./harness/agent";
import { ROOT } from "./harness/environment";
import { fingerprint } from "./harness/fingerprint";
import { expect, test } from "./harness/test";

/**
 * Walks every server action of the build, also the ones written after this test: as a stranger and as the owner of another
 * business, with the first business's real ids and with junk. Nothing of the first business may change, and nothing break.
 */

type Action = { id: string; page: string };

function actionsOfBuild(): Action[] {
  const file = join(ROOT, ".next/server/server-reference-manifest.json");
  expect(existsSync(file), "the build's list of server actions").toBe(true);
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { workers: Record<string, unknown> }>;
  };
  return Object.entries(node).flatMap(([id, { workers }]) =>
    Object.keys(workers).map((page) => ({ id, page: page.replace(/^app/, "").replace(/\/page$/, "") })),
  );
}

/** A page an action can be posted to: groups left out, `[tenant]` and other parts filled in. */
function addressOf(page: string, slug: string): string {
  const path = page
    .replace(/\/\([^)]*\)/g, "")
    .replace("[tenant]", slug)
    .replace(/\/\[\[?\.\.\.[^\]]+\]\]?/g, "")
    .replace(/\[[^\]]+\]/g, "A".repeat(43));
  return path || "/";
}

/** What an action may be given, as React sends it: plain arguments, and a form's fields after the state before. */
function bodiesWith(
  ids: Record<string, string>,
): Record<string, { data?: string; multipart?: Record<string, string> }> {
  const form = (fields: Record<string, string>, args = '["$undefined","$K1"]') => ({
    multipart: { ...Object.fromEntries(Object.entries(fields).map(([k, v]) => [`1_${k}`, v])), "0": args },
  });
  const junk = Object.fromEntries(
    Object.keys(ids).map((name) => [name, "\u0000<script>'\"; drop table message; --"]),
  );
  return {
    "no arguments": { data: "[]" },
    "the ids in one object": { data: JSON.stringify([ids]) },
    "each id by itself": { data: JSON.stringify(Object.values(ids)) },
    "state and a form with the ids": form(ids),
    "a form with the ids alone": form(ids, '["$K1"]'),
    "a form of junk": form(junk),
    "a form with nothing in it": form({}),
    "a form of 100,000 characters": form({
      ...ids,
      email: `${"x".repeat(100_000)}@b.c`,
      name: "y".repeat(100_000),
    }),
    "null and numbers": { data: "[null,1,[[]],{}]" },
    ...NOT_OURS,
  };
}

/** Next itself answers these with 500, before any code of ours is called. */
const NOT_OURS = { "what is no list": { data: '"text"' }, "no JSON": { data: "{" } };

async function idsOf(db: Parameters<typeof makeTeam>[0], team: MadeTeam): Promise<Record<string, string>> {
  const tenantId = team.tenant.id;
  const contact = await makeContact(db, { tenantId, name: "Unmistakable Contact" });
  const conversation = await makeConversation(db, {
    tenantId,
    inboxId: team.inbox.id,
    contactId: contact.id,
  });
  await makeMessages(db, conversation, 2);
  return {
    tenant: team.tenant.slug,
    slug: team.tenant.slug,
    tenantId,
    conversationId: conversation.id,
    memberId: team.agents[0].id,
    userId: team.agents[0].userId,
    inboxId: team.inbox.id,
    contactId: contact.id,
    email: team.agents[0].user.email,
    role: "owner",
    status: "resolved",
    name: "Changed by a stranger",
    password: "changed by a stranger 1",
    current: "changed by a stranger 2",
    token: "A".repeat(43),
    theme: "dark",
    next: "https://evil.example/",
  };
}

test("no server action lets a stranger or another business change anything, or breaks", async ({
  browser,
  url,
  db,
  team,
  request,
}) => {
  test.setTimeout(180_000);
  const actions = actionsOfBuild();
  expect(actions.length).toBeGreaterThan(0);
  const ids = await idsOf(db, team);
  const other = await makeTeam(db);
  const askers: Record<string, APIRequestContext> = {
    stranger: request,
    "owner of another business": (await signedIn(browser, { url, email: other.owner.user.email })).request,
  };
  const before = await fingerprint(db, team);
  let reached = 0;
  for (const { id, page } of actions) {
    for (const [who, asker] of Object.entries(askers)) {
      for (const [what, body] of Object.entries(bodiesWith(ids))) {
        const answer = await asker.post(addressOf(page, team.tenant.slug), {
          ...body,
          headers: {
            "next-action": id,
            origin: url,
            ...(body.data !== undefined && { "content-type": "text/plain;charset=UTF-8" }),
          },
          maxRedirects: 0,
        });
        const text = await answer.text();
        expect([
          page,
          who,
          what,
          answer.status() < 500 || what in NOT_OURS ? "fine" : text.slice(0, 300),
        ]).toEqual([page, who, what, "fine"]);
        if (text.includes('"fields":')) reached++;
        expect(text).not.toMatch(/Unmistakable Contact|\bat .*\.[jt]sx?:\d+/);
      }
    }
    expect(await fingerprint(db, team), `after ${page}`).toBe(before);
  }
  expect(reached, "answers that came from the actions themselves").toBeGreaterThan(actions.length);
});
