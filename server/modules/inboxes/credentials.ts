import type { Wire } from "../../channels/contract";
import { SEAL_MARK_BYTES, seal, unseal } from "../../infra/crypto";
import { type Sql, statement } from "../../infra/db";
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

/** What tells sealed credentials from any others, in SQL and here. */
export const sealMarkSql = (sealed: string) =>
  `encode(substring(${sealed} from 1 for ${SEAL_MARK_BYTES}), 'hex')`;
export const sealMark = (sealed: Buffer): string => sealed.toString("hex", 0, SEAL_MARK_BYTES);

/** Opened lately, by inbox, as every message that goes out asks for them; those of another mark are opened anew. */
const lately = new Map<string, Known>();
type Known = { tenantId: string; mark: string; wire: object; credentials: unknown; until: number };
/** More than most installations have; some hundred bytes each. */
const MOST_KNOWN = 5_000;
const KNOWN_MS = 600_000;

/** As openParsed, where those of this mark were opened lately; else undefined. */
export function openedLately(
  { tenantId, inboxId }: Place,
  mark: string,
  wire: Pick<Wire, "credentials">,
): unknown {
  const known = lately.get(inboxId);
  const isKnown = known && known.tenantId === tenantId && known.wire === wire && known.mark === mark;
  return isKnown && known.until > Date.now() ? known.credentials : undefined;
}

const GET = statement<{ sealed: Buffer | null }>(
  "inbox_credentials",
  "select sealed_credentials as sealed from inbox where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * As the channel reads them: those of the mark `asked` where they were opened lately, else those that are kept now. With the mark
 * of what they were sealed as; null where something is missing. Not to be changed. Throws as openCredentials.
 */
export async function openParsed(
  sql: Sql,
  place: Place,
  asked: string,
  wire: Pick<Wire, "credentials">,
): Promise<{ credentials: unknown; mark: string }> {
  const known = openedLately(place, asked, wire);
  if (known !== undefined) return { credentials: known, mark: asked };
  const { tenantId, inboxId } = place;
  const sealed = (await sql(GET, [tenantId, inboxId]))[0]?.sealed;
  if (!sealed) return { credentials: null, mark: asked };
  const mark = sealMark(sealed);
  const kept = wire.credentials.safeParse(await openCredentials(sql, place, sealed));
  if (!kept.success) return { credentials: null, mark };
  lately.delete(inboxId);
  for (const [key, { until }] of lately) {
    // The oldest first: the rest is newer.
    if (until > Date.now() && lately.size < MOST_KNOWN) break;
    lately.delete(key);
  }
  const until = Date.now() + KNOWN_MS;
  lately.set(inboxId, { tenantId, mark, wire, credentials: kept.data, until });
  return { credentials: kept.data, mark };
}

const PUT = statement<never>(
  "inbox_put_credentials",
  "update inbox set sealed_credentials = $3::bytea, provider_names = $4::text[], updated_at = now() where tenant_id = $1::uuid and id = $2::uuid",
);

/** What a provider that delivers for several inboxes at one address calls this one. */
export function providerNamesOf({ shared }: Pick<Wire, "shared">, credentials: unknown): string[] {
  return shared?.namesOf(credentials) ?? [];
}

/** Seals them and stores them in their inbox, with the names by which it is found. */
export async function putCredentials(
  sql: Sql,
  place: Place,
  wire: Pick<Wire, "shared">,
  credentials: unknown,
): Promise<void> {
  const sealed = await sealCredentials(sql, place, credentials);
  await sql(PUT, [place.tenantId, place.inboxId, sealed, providerNamesOf(wire, credentials)]);
}
