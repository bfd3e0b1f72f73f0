import type { Channel } from "../../channels/contract";
import type { Desk, DeskGroup } from "../../channels/desk";
import type { CallProvider } from "../../channels/outbound";
import { findChannel, listChannels } from "../../channels/registry";
import type { TenantId } from "../../core/ids";
import { seal, unseal } from "../../infra/crypto";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { callerOf } from "../sending/call";
import { getDataKey } from "../tenants/keys";

export type PausedFor = { code: string; reason: string; fix: string };
type Row = {
  id: string;
  tenant_id: TenantId;
  channel: string;
  sealed: Buffer;
  bot_name: string;
  group_id: string | null;
  group_title: string;
  groups: DeskGroup[];
  paused_for: PausedFor | null;
  last_heard_at: Date | null;
};
const COLUMNS = `b.id, b.tenant_id, b.channel, b.sealed_credentials as sealed, b.bot_name, b.group_id, b.group_title, b.groups,
  b.paused_for, b.last_heard_at`;
const OF_TENANT = statement<Row>(
  "bridge_of_tenant",
  `select ${COLUMNS} from bridge b where b.tenant_id = $1::uuid`,
);
const BY_ID = statement<Row>("bridge_by_id", `select ${COLUMNS} from bridge b where b.id = $1::uuid`);

/** The business's bridge with its credentials in the open: for the server's own use. */
export type OpenBridge = Omit<Row, "sealed"> & {
  place: Channel;
  desk: Desk;
  /** What each question to the provider takes. */
  given: { credentials: unknown; call: CallProvider };
};

const TIMEOUT_MS = 20_000;

/** How to ask the provider of a desk. */
export function asking(place: Channel, credentials: unknown): OpenBridge["given"] {
  const { wire } = place;
  if (!wire) throw new Error(`The channel “${place.key}” has a desk and no wire.`);
  const call: CallProvider = (path, request) =>
    callerOf(wire, credentials, AbortSignal.timeout(TIMEOUT_MS))(path, request);
  return { credentials, call };
}

/** Null: the business has none. */
export async function openBridge(sql: Sql, tenantId: string): Promise<OpenBridge | null> {
  const [row] = await sql(OF_TENANT, [tenantId]);
  return row ? opened(sql, row) : null;
}

/** Null: there is none under this id. */
export async function openBridgeById(sql: Sql, id: string): Promise<OpenBridge | null> {
  const [row] = await sql(BY_ID, [id]);
  return row ? opened(sql, row) : null;
}

async function opened(sql: Sql, { sealed, ...row }: Row): Promise<OpenBridge> {
  const place = findChannel(row.channel);
  if (!place?.desk) throw new Error(`The channel “${row.channel}” has no desk.`);
  const key = await getDataKey(sql, row.tenant_id);
  const text = unseal(key, Buffer.from(sealed), contextOf(row.id)).toString("utf8");
  const credentials = place.desk.credentials.parse(JSON.parse(text));
  return { ...row, place, desk: place.desk, given: asking(place, credentials) };
}

/** The bridge the bytes belong to is part of the seal. */
const contextOf = (id: string) => `bridge:${id}:credentials`;

export async function sealFor(
  sql: Sql,
  place: { tenantId: string; id: string },
  credentials: unknown,
): Promise<Buffer> {
  const key = await getDataKey(sql, place.tenantId);
  return seal(key, Buffer.from(JSON.stringify(credentials)), contextOf(place.id));
}

/** Networks from whose groups a team can answer. */
export function placesWithDesk(): (Channel & { desk: Desk })[] {
  return listChannels().flatMap((channel) => (channel.desk ? [{ ...channel, desk: channel.desk }] : []));
}

/** Where a desk's network delivers. */
export function deskUrlOf(id: string): string {
  return `${runtime().appUrl}/api/desk/${id}`;
}
