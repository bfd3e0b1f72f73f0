import { seal, unseal } from "../../infra/crypto";
import type { Sql } from "../../infra/db";
import { getDataKey } from "../tenants/keys";

/** The inbox the bytes belong to is part of the seal: copied into another row, they do not open. */
type Place = { tenantId: string; inboxId: string };
const contextOf = ({ inboxId }: Place) => `inbox:${inboxId}:credentials`;

export async function sealCredentials(sql: Sql, place: Place, credentials: unknown): Promise<Buffer> {
  const key = await getDataKey(sql, place.tenantId);
  return seal(key, Buffer.from(JSON.stringify(credentials)), contextOf(place));
}

/** Throws when the bytes are another row's or the master key is another one. */
export async function openCredentials(sql: Sql, place: Place, sealed: Uint8Array): Promise<unknown> {
  const key = await getDataKey(sql, place.tenantId);
  return JSON.parse(unseal(key, Buffer.from(sealed), contextOf(place)).toString("utf8"));
}
