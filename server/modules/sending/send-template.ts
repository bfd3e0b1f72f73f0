import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { problemsOf, type TemplateContent, templateInWords } from "../../core/template";
import type { Sql } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { StoredAttachment } from "../conversations/message-row";
import { getManageableRow } from "../conversations/queries";
import type { ConversationSummary } from "../conversations/schema";
import { toSummary } from "../conversations/summary";
import { takesMarketing } from "../deliveries/marketing";
import { appendAndTell, refuseForeign } from "../messages/commands";
import { getAttachable } from "../messages/files";
import type { MessageDto } from "../messages/schema";
import { wireOf } from "../messages/window";
import { getTemplate } from "../templates/queries";
import { PLACE_WORDS, whyNotSent } from "../templates/rules";
import type { SendTemplate } from "../templates/schema";
import type { KeptTemplate } from "./extra";

/**
 * A template, with its places filled in, as a message that goes the way of every other; also when the contact has not written
 * for long. What the provider would refuse is refused here: a template that is not approved (conflict), a place that is empty,
 * too long or unknown, a missing or wrong file (bad_request). Throws not_found, forbidden.
 */
export async function sendTemplate(
  ctx: MemberCtx,
  { conversationId, clientId, templateId, values, fileId }: SendTemplate,
): Promise<{ message: MessageDto; conversation: ConversationSummary }> {
  const { sql } = runtime().db;
  const row = await getManageableRow(sql, ctx, conversationId);
  const template = await getTemplate(sql, ctx, { inboxId: row.inbox_id, templateId });
  const { name, language, content } = template;
  const whyNot = whyNotSent(template);
  if (whyNot) throw new AppError("conflict", whyNot, { field: "templateId" });
  if (
    template.category === "marketing" &&
    !(await takesMarketing(sql, { ...ctx, identityId: row.identity_id }))
  )
    throw new AppError(
      "conflict",
      `${row.contact_name} takes no marketing messages from you any more. Send a template of another kind, or wait until they allow them again.`,
      { field: "templateId" },
    );
  refuseWrongPlaces(content, values);
  const attachments = await headerFile(sql, ctx, content, fileId ?? null, clientId);
  const extra = { type: "template", name, language, content, values } satisfies KeptTemplate;
  const replies = content.buttons.filter(({ type }) => type === "reply").map(({ title }) => title);
  // A template is written in the way of its wire, and not in Markdown.
  const written = templateInWords(content, values);
  const words = (await wireOf(sql, row))?.words?.read(written) ?? { text: written, marks: [] };
  const appended = await appendAndTell({
    tenantId: ctx.tenantId,
    ...{ conversationId, clientId, identityId: null, kind: "outgoing", attachments },
    author: { kind: "member", id: ctx.actor.memberId },
    content: words.text,
    // What comes back when one is pressed is joined to it as to any other question.
    data: replies.length > 0 ? { type: "choices", choices: replies, answer: null } : null,
    meta: { extra, marks: [...words.marks] },
    status: "sent",
    traceId: ctx.traceId,
  });
  if (!appended) throw new AppError("not_found", "This conversation is not here any more.");
  refuseForeign(ctx, appended);
  return { message: appended.message, conversation: toSummary(appended.change.row) };
}

function refuseWrongPlaces(content: TemplateContent, values: Record<string, string>): void {
  const wrong = Object.entries(problemsOf(content, values));
  const [first] = wrong;
  if (!first) return;
  const fields = Object.fromEntries(wrong.map(([key, problem]) => [`values.${key}`, PLACE_WORDS[problem]]));
  throw new AppError("bad_request", PLACE_WORDS[first[1]], { field: `values.${first[0]}`, fields });
}

/** What WhatsApp shows above a template (contract whatsapp-cloud §6). */
const FILES = {
  image: { types: /^image\/(jpeg|png)$/, mb: 5, words: "a JPEG or PNG picture of up to 5 MB" },
  video: { types: /^video\/(mp4|3gpp)$/, mb: 16, words: "an MP4 film of up to 16 MB" },
  document: { types: /./, mb: 100, words: "a document" },
} as const;

async function headerFile(
  sql: Sql,
  { tenantId, actor }: MemberCtx,
  { header }: TemplateContent,
  fileId: string | null,
  clientId: string,
): Promise<StoredAttachment[]> {
  const wanted = header && header.type !== "text" ? FILES[header.type] : null;
  const refuse = (words: string) => new AppError("bad_request", words, { field: "fileId" });
  if (!wanted && fileId) throw refuse("This template takes no file.");
  if (!wanted) return [];
  if (!fileId) throw refuse(`Choose ${wanted.words}.`);
  const uploader = { kind: "member", id: actor.memberId } as const;
  const files = await getAttachable(sql, tenantId, uploader, [fileId], clientId);
  const fits = files.every(
    ({ contentType, size }) => wanted.types.test(contentType) && size <= wanted.mb * 1024 * 1024,
  );
  if (!fits) throw refuse(`The template takes ${wanted.words}.`);
  return files;
}
