import pg from "pg";

/** What the list shows of a page of open conversations, for one who sees all, as plain SQL on one connection. */
const LIST = {
  name: "floor_list",
  text: `select c.id, c.display_number, c.inbox_id, c.contact_id, c.status, c.assignee_id, c.priority, c.version, c.last_seq,
      c.incoming_count, c.last_message_at, c.last_message_preview, c.last_message_kind, c.last_message_has_file, c.waiting_since,
      c.contact_seen_seq, c.contact_seen_at, c.created_at, k.name, k.email, k.city, r.last_seq_read, r.incoming_read,
      (select json_agg(l.label_id) from conversation_label l where l.conversation_id = c.id) as label_ids
    from conversation c
    join contact k on k.id = c.contact_id
    left join conversation_read r on r.member_id = $2 and r.conversation_id = c.id
    where c.tenant_id = $1 and c.status = 'open'
    order by c.last_message_at desc, c.id desc limit 26`,
};

export async function createRawList(databaseUrl: string, hot: { tenantId: string; ownerId: string }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    async list(): Promise<void> {
      const { rowCount } = await client.query({ ...LIST, values: [hot.tenantId, hot.ownerId] });
      if (rowCount !== 26) throw new Error(`the floor's list found ${rowCount} conversations`);
    },
    close: () => client.end(),
  };
}
