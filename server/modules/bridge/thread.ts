import { readMarkdown } from "../../core/markdown-marks";
import type { Mark } from "../../core/marked";
import { plainMentions } from "../../core/mention";
import { type Sql, statement } from "../../infra/db";
import type { StoredAttachment } from "../conversations/message-row";
import type { ActivityData } from "../messages/schema";
import type { Shown } from "./render";

/** Of what is written from a topic: it stands there already. */
export const FROM_TOPIC = "bridge-";

type Row = {
  id: string;
  seq: number;
  kind: Shown["kind"];
  author: string | null;
  client_id: string | null;
  content: string;
  marks: Mark[] | null;
  attachments: StoredAttachment[];
  data: ActivityData | null;
  assignee: string | null;
  is_deleted: boolean;
  status: string;
  reason: string | null;
  reply_to_id: string | null;
};
const COLUMNS = `m.id, m.seq, m.kind::text as kind, m.client_id, m.content, m.meta->'marks' as marks, m.attachments, m.data, m.deleted_at is not null as is_deleted,
  m.status::text as status, m.error->>'reason' as reason, m.reply_to_id,
  case m.author_kind when 'contact' then coalesce(m.meta->'sender'->>'name', k.name)
    when 'member' then (select u.name from member a join "user" u on u.id = a.user_id where a.tenant_id = m.tenant_id and a.id = m.author_id) end as author,
  case when m.data->>'type' = 'assigned' then (select u.name from member a join "user" u on u.id = a.user_id
    where a.tenant_id = m.tenant_id and a.id = (m.data->>'assigneeId')::uuid) end as assignee`;
const FROM = `from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
  join contact k on k.tenant_id = c.tenant_id and k.id = c.contact_id`;

const NEWS = statement<Row>(
  "bridge_news",
  `select ${COLUMNS} ${FROM}
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.seq > $3::int
     and not exists (select 1 from bridge_post p where p.tenant_id = m.tenant_id and p.message_id = m.id)
   order by m.seq limit 50`,
);
const BY_IDS = statement<Row>(
  "bridge_messages",
  `select ${COLUMNS} ${FROM} where m.tenant_id = $1::uuid and m.id = any($2::uuid[]) order by m.seq`,
);

/** A message with whether it came from the topic itself. */
export type ThreadEntry = Shown & { isFromTopic: boolean; isShown: boolean };

/** What the topic does not show yet, oldest first; at most 50. */
export async function listNews(
  sql: Sql,
  tenantId: string,
  conversationId: string,
  shownSeq: number,
): Promise<ThreadEntry[]> {
  return (await sql(NEWS, [tenantId, conversationId, shownSeq])).map(toEntry);
}

export async function findEntries(
  sql: Sql,
  tenantId: string,
  ids: readonly string[],
): Promise<ThreadEntry[]> {
  return (await sql(BY_IDS, [tenantId, ids])).map(toEntry);
}

function toEntry(row: Row): ThreadEntry {
  const isFromTopic = row.client_id?.startsWith(FROM_TOPIC) ?? false;
  const activity = row.kind === "activity" ? activityOf(row) : null;
  return {
    ...{
      id: row.id,
      seq: row.seq,
      kind: row.kind,
      who: row.author ?? "Automatic",
      isDeleted: row.is_deleted,
    },
    ...wordsOf(row, activity),
    ...{ files: row.is_deleted ? [] : row.attachments, replyToId: row.reply_to_id, isFromTopic },
    failure: row.status === "failed" ? (row.reason ?? "The channel did not take it.") : null,
    isShown: !isFromTopic && (row.kind !== "activity" || activity !== null),
  };
}

/** Only the team's own words are Markdown, and those only that came over no wire. */
function wordsOf({ kind, content, marks }: Row, activity: string | null): Pick<Shown, "content" | "marks"> {
  if (activity !== null) return { content: activity, marks: [] };
  if (marks || kind === "incoming") return { content, marks: marks ?? [] };
  const words = readMarkdown(plainMentions(content));
  return { content: words.text, marks: words.marks };
}

/** Who has it and whether it is done: what a team must know; the rest stands in the inbox. */
function activityOf({ data, author, assignee, content }: Row): string | null {
  const who = author ?? "Automatically:";
  if (data?.type === "assigned") {
    if (!assignee) return `${who} put this back into the queue.`;
    return author === assignee ? `${assignee} has taken this.` : `${who} assigned this to ${assignee}.`;
  }
  if (data?.type === "network") return content;
  if (data?.type === "ended") return `${author ?? "The customer"} ended the conversation.`;
  if (data?.type !== "status") return null;
  const done: Record<string, string> = {
    resolved: "resolved",
    open: "reopened",
    snoozed: "snoozed",
    pending: "set aside",
  };
  return `${who} ${done[data.status] ?? "changed"} this.`;
}
