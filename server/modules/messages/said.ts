import type { TenantId } from "../../core/ids";
import { chooseLocale } from "../../core/locales";
import { momentWriter } from "../../core/written";
import { statement, type Tx } from "../../infra/db";
import type { StoredAttachment } from "../conversations/message-row";

/** The newest messages of a long conversation; a mail has its bounds. */
const MOST = 500;

type Said = {
  at: Date;
  author: string;
  is_own: boolean;
  is_member: boolean;
  content: string;
  attachments: StoredAttachment[];
};
const SAID = statement<Said>(
  "messages_transcript",
  `select m.created_at as at, m.content, m.attachments, m.author_kind = 'contact' as is_own, m.author_kind = 'member' as is_member,
     case m.author_kind when 'contact' then k.name when 'member' then coalesce(split_part(u.name, ' ', 1), t.name) else t.name end as author
   from message m
   join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id join tenant t on t.id = m.tenant_id
   left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
   left join "user" u on u.id = mb.user_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.kind in ('incoming', 'outgoing') and m.deleted_at is null
   order by m.seq desc limit $3::int`,
);

/** One message of a transcript. `at` as the business writes times; `isMember`: a person of the team wrote it. */
export type TranscriptLine = {
  at: string;
  author: string;
  isOwn: boolean;
  isMember: boolean;
  content: string;
  files: string[];
};

/** What was said, oldest first, without notes and activity. `isCut`: there was more before. */
export async function readSaid(
  tx: Tx,
  { tenantId }: { tenantId: TenantId },
  conversationId: string,
): Promise<{ tenant: string; lines: TranscriptLine[]; isCut: boolean }> {
  const said = await tx.sql(SAID, [tenantId, conversationId, MOST + 1]);
  const tenant = await tx.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const write = momentWriter(chooseLocale(tenant.locale), tenant.timeZone);
  const lines = said
    .slice(0, MOST)
    .reverse()
    .map(({ at, author, content, attachments, is_own, is_member }) => ({
      ...{ at: write(at), author, content, isOwn: is_own, isMember: is_member },
      files: attachments.map(({ name }) => name),
    }));
  return { tenant: tenant.name, lines, isCut: said.length > MOST };
}
