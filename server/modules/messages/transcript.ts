import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { chooseLocale } from "../../core/locales";
import { momentWriter } from "../../core/written";
import { statement } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { recordActivity } from "../conversations/change";
import { tellLive } from "../conversations/live";
import type { StoredAttachment } from "../conversations/message-row";
import { getConversationRow, getManageableRow } from "../conversations/queries";
import type { SendTranscript } from "./transcript-schema";

/** The newest messages of a long conversation; a mail has its bounds. */
const MOST = 500;

const SAID = statement<{ at: Date; author: string; content: string; attachments: StoredAttachment[] }>(
  "messages_transcript",
  `select m.created_at as at, m.content, m.attachments,
     case m.author_kind when 'contact' then k.name when 'member' then coalesce(split_part(u.name, ' ', 1), t.name) else t.name end as author
   from message m
   join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id join tenant t on t.id = m.tenant_id
   left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
   left join "user" u on u.id = mb.user_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.kind in ('incoming', 'outgoing') and m.deleted_at is null
   order by m.seq desc limit $3::int`,
);

/**
 * Sends what was said, without notes and activity, to the contact or to another address. It leaves the product, so it is
 * audited. Throws not_found, forbidden, conflict (no address, nothing said), too_many_requests.
 */
export async function sendTranscript(ctx: MemberCtx, input: SendTranscript): Promise<{ to: string }> {
  const { db, limiter } = runtime();
  const row = await (can(ctx.actor, "conversation_export") ? getConversationRow : getManageableRow)(
    db.sql,
    ctx,
    input.conversationId,
  );
  const to = input.to ?? row.contact_email;
  if (!to) {
    throw new AppError("conflict", `No e-mail address is known of ${row.contact_name}. Give another one.`, {
      field: "to",
    });
  }
  await limiter.enforce("transcript.tenant", ctx.tenantId);
  const told = await db.transaction(async (tx) => {
    const said = await tx.sql(SAID, [ctx.tenantId, row.id, MOST + 1]);
    if (said.length === 0) throw new AppError("conflict", "Nothing has been said here yet.");
    const tenant = await tx.prisma.tenant.findUniqueOrThrow({ where: { id: ctx.tenantId } });
    const write = momentWriter(chooseLocale(tenant.locale), tenant.timeZone);
    const lines = said
      .slice(0, MOST)
      .reverse()
      .map((line) => sentence(line, write));
    const data = {
      tenant: tenant.name,
      contact: row.contact_name,
      number: row.display_number,
      lines,
      isCut: said.length > MOST,
    };
    const mail = { to, template: "transcript" as const, data, tenantId: ctx.tenantId, traceId: ctx.traceId };
    await enqueueMail(tx.sql, { ...mail, idempotencyKey: `transcript:${newId()}` });
    await audit(tx, ctx, {
      action: "conversation.transcript",
      target: { kind: "conversation", id: row.id },
      after: { to, messages: lines.length },
    });
    return recordActivity(tx, ctx, row, { type: "transcript", to });
  });
  tellLive([told]);
  return { to };
}

/** "21/11/2026, 14:31 · Grace: What she wrote [photo.png]" */
function sentence(
  { at, author, content, attachments }: Pick<Said, "at" | "author" | "content" | "attachments">,
  write: (at: Date) => string,
): string {
  const files = attachments.map((file) => `[${file.name}]`);
  return `${write(at)} · ${author}: ${[content, ...files].filter(Boolean).join(" ")}`;
}
type Said = { at: Date; author: string; content: string; attachments: StoredAttachment[] };
