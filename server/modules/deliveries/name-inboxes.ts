import { z } from "zod";
import type { Wire } from "../../channels/contract";
import { findChannel, listChannels } from "../../channels/registry";
import { type Db, type Sql, statement } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { isConnectionLoss, isRace } from "../../infra/restart";
import { openCredentials, providerNamesOf } from "../inboxes/credentials";

const SHARED = listChannels()
  .filter(({ wire }) => wire?.shared)
  .map(({ key }) => key);

type Row = { id: string; tenant_id: string; channel: string; sealed: Buffer };
const NAMELESS = statement<Row>(
  "inboxes_nameless",
  `select id, tenant_id, channel, sealed_credentials as sealed from inbox
   where channel = any($1::text[]) and provider_names = '{}' and sealed_credentials is not null
     and ($2::uuid is null or id > $2::uuid) order by id limit 200`,
);
const NAME = statement<never>(
  "inbox_provider_names",
  "update inbox set provider_names = $3::text[] where tenant_id = $1::uuid and id = $2::uuid and sealed_credentials = $4::bytea",
);
const MOST_PAGES = 50;

/**
 * Writes down by what names inboxes are found whose credentials were stored before names were (pass-on.ts). Those that do not
 * open stay as they are; what is more than one run's work is the next one's.
 */
export function nameInboxes({ db }: { db: Db }): Handler {
  return handler({
    payload: z.object({}),
    timeoutSeconds: 300,
    async run(_ctx, _payload, { signal }) {
      let after: string | null = null;
      for (let page = 0; page < MOST_PAGES && !signal.aborted; page++) {
        const rows: Row[] = await db.sql(NAMELESS, [SHARED, after]);
        for (const row of rows) {
          const names = await namesOf(db.sql, row);
          if (names.length) await db.sql(NAME, [row.tenant_id, row.id, names, row.sealed]);
        }
        after = rows.at(-1)?.id ?? null;
        if (!after) return;
      }
    },
  });
}

async function namesOf(sql: Sql, row: Row): Promise<string[]> {
  const wire: Wire = findChannel(row.channel)!.wire!;
  try {
    const place = { tenantId: row.tenant_id, inboxId: row.id };
    return providerNamesOf(wire, wire.credentials.parse(await openCredentials(sql, place, row.sealed)));
  } catch (error) {
    if (isConnectionLoss(error) || isRace(error)) throw error;
    return [];
  }
}
