import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { AppError } from "../core/errors";
import type { Db } from "../infra/db";
import type { Command } from "./main";

const PAGE = 1_000;
const ZERO = "00000000-0000-0000-0000-000000000000";

/** What is exported, in this order, each read page by page in the order of its ids. */
const PARTS: Record<string, string> = {
  contacts: `select id, name, email, phone, city, attributes, is_blocked as "isBlocked", created_at as "createdAt"
    from contact where tenant_id = $1 and id > $2 order by id limit ${PAGE}`,
  conversations: `select v.id, v.display_number as "displayNumber", v.status, v.priority, v.contact_id as "contactId",
      v.inbox_id as "inboxId", i.name as inbox, i.channel, u.email as assignee, v.last_seq as "lastSeq",
      v.last_message_at as "lastMessageAt", v.created_at as "createdAt",
      array(select l.name from conversation_label cl join label l on l.tenant_id = cl.tenant_id and l.id = cl.label_id
             where cl.tenant_id = v.tenant_id and cl.conversation_id = v.id order by l.name) as labels
    from conversation v
    join inbox i on i.tenant_id = v.tenant_id and i.id = v.inbox_id
    left join member m on m.tenant_id = v.tenant_id and m.id = v.assignee_id
    left join "user" u on u.id = m.user_id
    where v.tenant_id = $1 and v.id > $2 order by v.id limit ${PAGE}`,
  messages: `select id, conversation_id as "conversationId", seq, kind, status, author_kind as "authorKind",
      author_id as "authorId", content, attachments, data, client_id as "clientId", external_id as "externalId", error,
      content as text, coalesce(meta->'extra'->>'type', case when kind = 'activity' then coalesce(data->'news'->>'what', 'activity')
        when attachments = '[]' then 'text'
        when attachments->0->>'contentType' ~ '^(image|audio|video)/' then split_part(attachments->0->>'contentType', '/', 1)
        else 'file' end) as type,
      jsonb_build_object('kind', author_kind, 'id', author_id, 'name', coalesce(meta->'sender'->>'name',
        (select u.name from member a join "user" u on u.id = a.user_id
          where author_kind = 'member' and a.tenant_id = message.tenant_id and a.id = message.author_id),
        (select k.name from contact k
          where author_kind = 'contact' and k.tenant_id = message.tenant_id and k.id = message.author_id)),
        'key', meta->'sender'->>'key') as sender,
      reply_to_id as "replyToId", case when reply_to_id is null then meta->'quoted' end as quoted, coalesce(meta->'versions', '[]') as edits, coalesce(meta->'marks', '[]') as formatting,
      coalesce((select jsonb_agg(r) from jsonb_array_elements(meta->'reactions') r where r->>'emoji' is not null), '[]')
        as reactions,
      deleted_at is not null as "isDeleted",
      created_at as "createdAt"
    from message where tenant_id = $1 and id > $2 order by id limit ${PAGE}`,
  attachments: `select id, message_id as "messageId", name, content_type as "contentType", size, sha256, width, height,
      storage_key as "storageKey", created_at as "createdAt"
    from file where tenant_id = $1 and message_id is not null and id > $2 order by id limit ${PAGE}`,
};

/** Everything said in one tenant, as one JSON object, at one moment. The bytes of attachments stay in the storage. */
export const exportConversations: Command = async ({ runtime }, { tenant: slug, out }) => {
  const tenant = await runtime.db.prisma.tenant.findUnique({ where: { slug: slug! } });
  if (!tenant)
    throw new AppError("not_found", `There is no business at “${slug}”. See: npm run parley -- tenants list`);
  const { id, name, locale, timeZone } = tenant;
  const head = { exportedAt: new Date().toISOString(), tenant: { id, slug, name, locale, timeZone } };
  const file = out ? createWriteStream(out) : null;
  const counts = await writeExport(runtime.db, file ?? process.stdout, tenant.id, head);
  await write(file ?? process.stdout, "\n");
  if (!file) return { json: undefined, lines: [], isWritten: true };
  file.end();
  await once(file, "close");
  const told = Object.entries(counts).map(([part, count]) => `${count} ${part}`);
  return { json: { out, ...counts }, lines: [`${out}: ${told.join(", ")}`] };
};

async function writeExport(
  db: Db,
  to: Writable,
  tenantId: string,
  head: object,
): Promise<Record<string, number>> {
  const client = await db.pool.connect();
  const counts: Record<string, number> = {};
  try {
    // One snapshot: every message's conversation and contact are in it.
    await client.query("begin isolation level repeatable read read only");
    await write(to, JSON.stringify(head).slice(0, -1));
    for (const [part, sql] of Object.entries(PARTS)) {
      counts[part] = 0;
      await write(to, `,\n"${part}":[`);
      for (let after = ZERO; ; ) {
        const { rows } = await client.query<{ id: string }>(sql, [tenantId, after]);
        const text = rows.map((row) => JSON.stringify(row)).join(",\n");
        if (text) await write(to, `${counts[part] ? ",\n" : "\n"}${text}`);
        counts[part] += rows.length;
        after = rows.at(-1)?.id ?? after;
        if (rows.length < PAGE) break;
      }
      await write(to, "]");
    }
    await write(to, "}");
    await client.query("commit");
  } finally {
    client.release();
  }
  return counts;
}

/** Throws when nobody takes it any more. */
function write(to: Writable, text: string): Promise<void> {
  return new Promise((done, fail) => to.write(text, (error) => (error ? fail(error) : done())));
}
