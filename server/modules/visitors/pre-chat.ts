import { WebSettings } from "../../channels/web/settings";
import type { FormField, PreChat } from "../../core/form";
import type { TenantId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { listDefinitions } from "../contacts/definitions";
import { type ReadAnswers, readAnswers, resolveFields } from "../contacts/form-answers";
import type { AttributeDefinitionDto, AttributeValues } from "../contacts/schema";
import type { VisitorSend } from "../messages/visitor-schema";
import { getTenantLocale } from "../tenants/queries";
import { findPerson } from "./join";
import type { KnownUser } from "./schema";
import type { VisitorClaims } from "./token";

/** What is still to be asked of a visitor before a conversation begins. */
export type AskedForm = Pick<PreChat, "heading" | "reason" | "fields">;

type Visitor = {
  tenantId: TenantId;
  preChat: PreChat;
  contactId: string | null;
  user: KnownUser | null | undefined;
};
type Known = { name: string; email: string | null; phone: string | null; attributes: AttributeValues };

const KNOWN = statement<Known>(
  "visitor_pre_chat_known",
  "select k.name, k.email, k.phone, k.attributes from contact k where k.tenant_id = $1::uuid and k.id = $2::uuid",
);

/** Null where nothing is asked, or all of it is known. */
export async function formFor(sql: Sql, visitor: Visitor): Promise<AskedForm | null> {
  const { heading, reason } = visitor.preChat;
  const { fields } = await askedOf(sql, visitor);
  return fields.length ? { heading, reason, fields } : null;
}

/** The questions that are left, each as its attribute stands today. */
async function askedOf(
  sql: Sql,
  visitor: Visitor,
): Promise<{ fields: FormField[]; definitions: AttributeDefinitionDto[] }> {
  const { tenantId, preChat, user } = visitor;
  if (!preChat.isOn || preChat.fields.length === 0) return { fields: [], definitions: [] };
  const isAttributes = preChat.fields.some(({ savesTo }) => savesTo?.includes("."));
  const definitions = isAttributes ? await listDefinitions(sql, { tenantId }) : [];
  const contactId = visitor.contactId ?? (user?.id ? await findPerson(sql, tenantId, user.id) : null);
  const [known] = contactId ? await sql(KNOWN, [tenantId, contactId]) : [];
  const isKnown = ({ savesTo }: FormField) => {
    if (savesTo === "name") return Boolean(user?.name) || (known ? !isNameless(known.name) : false);
    if (savesTo === "email") return Boolean(user?.email ?? known?.email);
    if (savesTo === "phone") return Boolean(known?.phone);
    const [subject, key] = savesTo?.split(".") ?? [];
    return subject === "contact" && known?.attributes[key!] !== undefined;
  };
  const fields = resolveFields(preChat.fields, definitions).filter((field) => !isKnown(field));
  return { fields, definitions };
}

/** Who said no name is called by a number. */
function isNameless(name: string): boolean {
  return name === "" || /^Visitor \d+$/.test(name);
}

/**
 * What a visitor answered before the conversation that begins now; null where nothing was asked. Throws bad_request for an
 * answer that is wrong or missing.
 */
export async function answersOf(
  sql: Sql,
  claims: VisitorClaims,
  contactId: string | null,
  input: VisitorSend,
  settings: unknown,
): Promise<ReadAnswers | null> {
  const { tenantId, user } = claims;
  const { preChat } = WebSettings.parse(settings ?? {});
  const { fields, definitions } = await askedOf(sql, { tenantId, preChat, contactId, user });
  if (fields.length === 0) return null;
  return readAnswers(fields, input.answers ?? {}, definitions, await getTenantLocale(sql, tenantId));
}
