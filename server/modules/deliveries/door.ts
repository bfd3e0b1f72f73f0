import type { Channel, Wire } from "../../channels/contract";
import { findChannel } from "../../channels/registry";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "../inboxes/credentials";

/** An inbox at which a provider delivers, with what proves the provider. */
export type Door = {
  inboxId: string;
  tenantId: string;
  channel: Channel;
  wire: Wire;
  credentials: unknown;
  isOpen: boolean;
};

const FIND = statement<{ tenant_id: string; sealed: Buffer | null; is_open: boolean }>(
  "inbox_door",
  `select tenant_id, sealed_credentials as sealed, disabled_at is null as is_open from inbox
   where id = $1::uuid and channel = $2::text`,
);

async function loadDoor(sql: Sql, channelKey: string, inboxId: string): Promise<Door | null> {
  const channel = findChannel(channelKey);
  if (!channel?.wire) return null;
  const [row] = await sql(FIND, [inboxId, channelKey]);
  if (!row?.sealed) return null;
  const { wire } = channel;
  const tenantId = row.tenant_id;
  const credentials = wire.credentials.parse(await openCredentials(sql, { tenantId, inboxId }, row.sealed));
  return { inboxId, tenantId, channel, wire, credentials, isOpen: row.is_open };
}

type Kept = { door: Promise<Door | null>; at: number };
const KEEP_MS = 30_000;
/** Somebody who guesses addresses must not fill the memory. */
const MAX_KEPT = 5_000;
const kept = new Map<string, Kept>();

/** The door of an inbox; kept for half a minute, as one is knocked at thousands of times a second. Null: there is none. */
export function findDoor(channelKey: string, inboxId: string): Promise<Door | null> {
  const key = `${channelKey}/${inboxId}`;
  const known = kept.get(key);
  if (known && Date.now() - known.at < KEEP_MS) return known.door;
  const door = loadDoor(runtime().db.sql, channelKey, inboxId);
  kept.delete(key);
  kept.set(key, { door, at: Date.now() });
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!);
  door.catch(() => kept.delete(key));
  return door;
}

/**
 * The door as it stands now, for a request that the kept one refuses: its credentials may have changed. At most once a
 * second for a door, so that forged requests cost no queries. Null: nothing newer.
 */
export async function findNewerDoor(channelKey: string, inboxId: string): Promise<Door | null> {
  const key = `${channelKey}/${inboxId}`;
  const known = kept.get(key);
  if (known && Date.now() - known.at < 1_000) return null;
  kept.delete(key);
  return findDoor(channelKey, inboxId);
}
