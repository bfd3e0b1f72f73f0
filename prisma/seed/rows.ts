import type { Prisma } from "../../server/infra/db";

/** A pool, a client or anything else that runs SQL. */
export type Queryable = { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> };

/** What can be inserted, by table. Ids and `updatedAt` have no default in the database: give them. */
export type TableRows = {
  user: Prisma.UserCreateManyInput;
  session: Prisma.SessionCreateManyInput;
  tenant: Prisma.TenantCreateManyInput;
  tenant_counter: Prisma.TenantCounterCreateManyInput;
  member: Prisma.MemberCreateManyInput;
  team: Prisma.TeamCreateManyInput;
  team_member: Prisma.TeamMemberCreateManyInput;
  inbox: Prisma.InboxCreateManyInput;
  inbox_member: Prisma.InboxMemberCreateManyInput;
  contact: Prisma.ContactCreateManyInput;
  identity: Prisma.IdentityCreateManyInput;
  label: Prisma.LabelCreateManyInput;
  conversation: Prisma.ConversationCreateManyInput;
  conversation_label: Prisma.ConversationLabelCreateManyInput;
  conversation_participant: Prisma.ConversationParticipantCreateManyInput;
  conversation_read: Prisma.ConversationReadCreateManyInput;
  message: Prisma.MessageCreateManyInput;
  file: Prisma.FileCreateManyInput;
  attribute_definition: Prisma.AttributeDefinitionCreateManyInput;
  contact_label: Prisma.ContactLabelCreateManyInput;
  contact_note: Prisma.ContactNoteCreateManyInput;
  page_visit: Prisma.PageVisitCreateManyInput;
  canned_response: Prisma.CannedResponseCreateManyInput;
  saved_view: Prisma.SavedViewCreateManyInput;
  macro: Prisma.MacroCreateManyInput;
  mention: Prisma.MentionCreateManyInput;
  notification: Prisma.NotificationCreateManyInput;
  rating: Prisma.RatingCreateManyInput;
};

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Inserts many rows by one statement, whatever their number: the rows travel as one JSON parameter. A column that no row
 * names keeps its default; every row must name the same ones as the first or leave them null.
 */
export async function insertRows<T extends keyof TableRows>(
  on: Queryable,
  table: T,
  rows: readonly TableRows[T][],
): Promise<void> {
  if (rows.length === 0) return;
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const json = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [snake(field), value])),
  );
  const columns = fields.map((field) => `"${snake(field)}"`).join(", ");
  await on.query(
    `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
    [JSON.stringify(json)],
  );
}
