import { expect, type Locator, type Page } from "@playwright/test";
import type { Pooled } from "../../prisma/seed/factories";

// Messages that can be told apart: v001, v002 … from the visitor, a001, a002 … from the agent.

const MARK = /\b[va]\d{3}\b/g;

/** `count` marks in a row, beginning after `from`. */
export function marks(side: "v" | "a", count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `${side}${String(from + i + 1).padStart(3, "0")}`);
}

/** The marks that a log shows, in the order in which they stand. */
export async function marksIn(log: Locator): Promise<string[]> {
  return (await log.allInnerTexts()).join("\n").match(MARK) ?? [];
}

/** The marks that the server holds of a tenant's only conversation, in its order. Throws when a seq is missing or doubled. */
export async function storedMarks({ pool }: Pooled, tenantId: string): Promise<string[]> {
  const { rows } = await pool.query<{ seq: number; content: string; conversation_id: string }>(
    "select seq, content, conversation_id from message where tenant_id = $1 order by seq",
    [tenantId],
  );
  expect(new Set(rows.map((row) => row.conversation_id)).size).toBeLessThanOrEqual(1);
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
  return rows.flatMap((row) => row.content.match(MARK) ?? []);
}

export type BothSides = { db: Pooled; tenantId: string; visitor: Page; agent: Page };

/** Waits until both screens and the server hold these marks: each once, each side's own in order, all alike. */
export async function expectAlike(sides: BothSides, sent: string[], timeout = 45_000): Promise<void> {
  const { db, tenantId, visitor, agent } = sides;
  await expect
    .poll(async () => (await storedMarks(db, tenantId)).toSorted(), { timeout })
    .toEqual(sent.toSorted());
  const stored = await storedMarks(db, tenantId);
  for (const side of ["v", "a"]) {
    const own = stored.filter((mark) => mark.startsWith(side));
    expect(own, "in the order in which they were written").toEqual(own.toSorted());
  }
  for (const [who, page] of Object.entries({ visitor, agent })) {
    const log = page.getByRole("log", { name: "Messages" });
    await expect.poll(() => marksIn(log), { message: `what the ${who} sees`, timeout }).toEqual(stored);
  }
}
