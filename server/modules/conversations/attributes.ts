import type { MemberCtx } from "../../core/ctx";
import type { Locale } from "../../core/locales";
import { type Sql, statement, type Tx } from "../../infra/db";
import { attributeWords, mergeAttributes } from "../contacts/attributes";
import { listDefinitions } from "../contacts/definitions";
import type { AttributeDefinitionDto, AttributeValue, AttributeValues } from "../contacts/schema";
import { publish } from "../tenants/publish";
import { getTenantLocale } from "../tenants/queries";
import type { AttributesOf } from "./acts-schema";
import { type ChangeCtx, recordActivity } from "./change";
import type { CommittedChange } from "./live";
import { getConversationRow } from "./queries";
import type { SummaryRow } from "./summary";

type Given = Record<string, AttributeValue | null>;

const ATTRIBUTES = statement<AttributesOf>(
  "conversation_attributes",
  "select c.attributes, c.version from conversation c where c.tenant_id = $1::uuid and c.id = $2::uuid",
);
const SET_ATTRIBUTES = statement<{ id: string }>(
  "conversation_set_attributes",
  "update conversation set attributes = $3::text::jsonb where tenant_id = $1::uuid and id = $2::uuid returning id",
);

async function readAttributes(sql: Sql, ctx: Pick<ChangeCtx, "tenantId">, id: string): Promise<AttributesOf> {
  return (await sql(ATTRIBUTES, [ctx.tenantId, id]))[0] ?? { attributes: {}, version: 0 };
}

/** The values of the tenant's own fields, for whoever may see the conversation. Throws not_found. */
export async function getConversationAttributes(sql: Sql, ctx: MemberCtx, id: string): Promise<AttributesOf> {
  await getConversationRow(sql, ctx, id);
  return readAttributes(sql, ctx, id);
}

/** What was there before, and is now, of those that are others than before; null where there was nothing. */
export type AttributesDone = { before: Given; after: Given; told: CommittedChange };

/** Sets the given ones and leaves the rest; null takes one away. Throws bad_request for a value that its field cannot have. */
export async function setAttributes(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  given: Given,
): Promise<AttributesDone | null> {
  const definitions = await listDefinitions(tx.sql, ctx, "conversation");
  const locale = await getTenantLocale(tx.sql, ctx.tenantId);
  const { attributes } = await readAttributes(tx.sql, ctx, row.id);
  const merged = mergeAttributes(definitions, attributes, given, locale);
  const keys = Object.keys(given).filter((key) => attributes[key] !== merged[key]);
  if (keys.length === 0) return null;
  await tx.sql(SET_ATTRIBUTES, [ctx.tenantId, row.id, JSON.stringify(merged)]);
  await publish(tx, ctx, { type: "conversation.attributes_changed", conversationId: row.id, keys });
  const changed = keys.map((key) => inWords({ definitions, locale }, key, merged[key]));
  const told = await recordActivity(tx, ctx, row, { type: "attributes", changed });
  const only = (values: AttributeValues) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  return {
    before: only(attributes),
    after: only(merged),
    told: { ...told, type: "conversation.attributes_changed" },
  };
}

/** The line in the thread outlives the field's definition, so it keeps the words of today. */
function inWords(
  { definitions, locale }: { definitions: readonly AttributeDefinitionDto[]; locale: Locale },
  key: string,
  value?: AttributeValue,
) {
  const definition = definitions.find((one) => one.key === key);
  if (!definition) return { name: key, value: null };
  return {
    name: definition.name,
    value: value === undefined ? null : attributeWords(definition, value, locale),
  };
}

/** Whether they are still as an act has left them. */
export async function holdsAttributes(
  tx: Tx,
  ctx: Pick<ChangeCtx, "tenantId">,
  id: string,
  set: Given,
): Promise<boolean> {
  const { attributes } = await readAttributes(tx.sql, ctx, id);
  return Object.entries(set).every(([key, value]) => (attributes[key] ?? null) === value);
}
