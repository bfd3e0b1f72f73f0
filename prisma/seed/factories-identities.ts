import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../server/core/ids";
import type { Pooled } from "./factories";
import { insertRows } from "./rows";

/** A contact's place at one inbox. `handle` is what the visitor's widget keeps; only its SHA-256 is stored. */
export async function makeIdentity(
  db: Pooled,
  given: { tenantId: string; contactId: string; inboxId: string; handle?: string },
): Promise<{ id: string; externalId: string; handle: string }> {
  const { handle = randomBytes(32).toString("base64url"), ...rest } = given;
  const row = { id: newId(), externalId: createHash("sha256").update(handle).digest("hex"), ...rest };
  await insertRows(db.pool, "identity", [row]);
  return { id: row.id, externalId: row.externalId, handle };
}
