import { randomBytes } from "node:crypto";
import { newId } from "../../server/core/ids";
import type { Pooled } from "./factories";
import { insertRows, type TableRows } from "./rows";

/** A team in the product's sense, with these members; makeTeam makes a whole small business. */
export async function makeTeamOf(
  db: Pooled,
  given: Partial<TableRows["team"]> & { tenantId: string; memberIds?: readonly string[] },
): Promise<{ id: string; name: string }> {
  const { memberIds = [], ...rest } = given;
  const row = { id: newId(), name: `Team ${randomBytes(5).toString("hex")}`, ...rest };
  await insertRows(db.pool, "team", [row]);
  const { tenantId, id: teamId } = row;
  await insertRows(
    db.pool,
    "team_member",
    memberIds.map((memberId) => ({ tenantId, teamId, memberId })),
  );
  return { id: row.id, name: row.name };
}
