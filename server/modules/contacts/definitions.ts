import type { MemberCtx, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellContacts } from "./live";
import {
  type AttributeDefinitionDto,
  type AttributeId,
  type AttributeOptions,
  type AttributeSubject,
  type CreateAttribute,
  MAX_DEFINITIONS,
  type OrderAttributes,
  type UpdateAttribute,
} from "./schema";

const DEFINITIONS = statement<AttributeDefinitionDto>(
  "attribute_definitions",
  `select d.id, d.subject, d.key, d.name, d.description, d.kind, d.options, d.position from attribute_definition d
   where d.tenant_id = $1::uuid and ($2::text is null or d.subject = $2::text) order by d.subject, d.position, d.id`,
);

/** The tenant's own fields on contacts or conversations, in their order. */
export function listDefinitions(
  sql: Sql,
  ctx: Pick<TenantCtx, "tenantId">,
  subject?: AttributeSubject,
): Promise<AttributeDefinitionDto[]> {
  return sql(DEFINITIONS, [ctx.tenantId, subject ?? null]);
}

/** Every open panel asks for the definitions again. */
function tellAll(tx: Tx, ctx: MemberCtx): void {
  tx.afterCommit(() => tellContacts({ tenantId: ctx.tenantId, ids: null, what: "updated" }));
}

/** Throws conflict for a key that is taken. */
export async function createDefinition(
  ctx: MemberCtx,
  input: CreateAttribute,
): Promise<AttributeDefinitionDto> {
  const id = newId();
  const { subject, key, name, description, kind } = input;
  const options = optionsOf(kind, input);
  try {
    return await runtime().db.transaction(async (tx) => {
      const standing = await listDefinitions(tx.sql, ctx, subject);
      if (standing.length >= MAX_DEFINITIONS) {
        throw new AppError("conflict", `There are ${MAX_DEFINITIONS} attributes already. Delete one first.`);
      }
      const position = (standing.at(-1)?.position ?? -1) + 1;
      await tx.prisma.attributeDefinition.create({
        data: { id, tenantId: ctx.tenantId, subject, key, name, description, kind, options, position },
      });
      tellAll(tx, ctx);
      await audit(tx, ctx, {
        action: "attribute.create",
        target: { kind: "attribute", id },
        after: { subject, key, name, kind },
      });
      return { id, subject, key, name, description, kind, options, position };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("conflict", `The key “${key}” is taken. Choose another one.`, { field: "key" });
  }
}

function optionsOf(kind: string, given: { choices?: string[]; currency?: string }): AttributeOptions {
  if (kind === "list") {
    const choices = [...new Set(given.choices ?? [])];
    if (choices.length === 0) {
      throw new AppError("bad_request", "A list has at least one choice.", { field: "choices" });
    }
    return { choices };
  }
  return kind === "currency" ? { currency: given.currency ?? "GBP" } : {};
}

/** Throws not_found. Values that are no longer among a list's choices stay until somebody changes them. */
export async function updateDefinition(ctx: MemberCtx, input: UpdateAttribute): Promise<void> {
  const { attributeId, choices, currency, ...named } = input;
  await runtime().db.transaction(async (tx) => {
    const before = await getDefinition(tx, ctx, attributeId);
    const options = optionsOf(before.kind, {
      choices: choices ?? before.options.choices,
      currency: currency ?? before.options.currency,
    });
    await tx.prisma.attributeDefinition.updateMany({
      where: { tenantId: ctx.tenantId, id: attributeId },
      data: { ...named, options },
    });
    tellAll(tx, ctx);
    await audit(tx, ctx, {
      action: "attribute.update",
      target: { kind: "attribute", id: attributeId },
      before: { name: before.name, description: before.description, options: before.options },
      after: { ...named, options },
    });
  });
}

const PLACE = statement<{ n: number }>(
  "attribute_definitions_place",
  `with put as (
     update attribute_definition d set position = x.n::int - 1
     from unnest($3::uuid[]) with ordinality as x(id, n)
     where d.tenant_id = $1::uuid and d.subject = $2::text and d.id = x.id returning 1
   ) select count(*)::int as n from put`,
);

/** Throws not_found when one of them is not there. */
export async function orderDefinitions(ctx: MemberCtx, input: OrderAttributes): Promise<void> {
  const ids = [...new Set(input.attributeIds)];
  await runtime().db.transaction(async (tx) => {
    const [placed] = await tx.sql(PLACE, [ctx.tenantId, input.subject, ids]);
    if (placed!.n !== ids.length) throw missing();
    tellAll(tx, ctx);
  });
}

const USES = {
  contact: statement<{ n: number }>(
    "attribute_uses_contact",
    "select count(*)::int as n from contact c where c.tenant_id = $1::uuid and jsonb_exists(c.attributes, $2::text)",
  ),
  conversation: statement<{ n: number }>(
    "attribute_uses_conversation",
    "select count(*)::int as n from conversation c where c.tenant_id = $1::uuid and jsonb_exists(c.attributes, $2::text)",
  ),
};

/** How many values would be lost with the definition. Throws not_found. */
export async function countDefinitionUses(ctx: MemberCtx, { attributeId }: AttributeId): Promise<number> {
  return runtime().db.transaction(async (tx) => {
    const { subject, key } = await getDefinition(tx, ctx, attributeId);
    return (await tx.sql(USES[subject], [ctx.tenantId, key]))[0]!.n;
  });
}

const CLEAR = {
  contact: statement<{ n: number }>(
    "attribute_clear_contact",
    `with put as (update contact set attributes = attributes - $2::text, updated_at = now()
       where tenant_id = $1::uuid and jsonb_exists(attributes, $2::text) returning 1)
     select count(*)::int as n from put`,
  ),
  conversation: statement<{ n: number }>(
    "attribute_clear_conversation",
    `with put as (update conversation set attributes = attributes - $2::text
       where tenant_id = $1::uuid and jsonb_exists(attributes, $2::text) returning 1)
     select count(*)::int as n from put`,
  ),
};

/** The definition goes with all its values. Answers how many those were. Throws not_found. */
export async function deleteDefinition(ctx: MemberCtx, { attributeId }: AttributeId): Promise<number> {
  return runtime().db.transaction(async (tx) => {
    const { subject, key, name } = await getDefinition(tx, ctx, attributeId);
    await tx.prisma.attributeDefinition.deleteMany({ where: { tenantId: ctx.tenantId, id: attributeId } });
    const [cleared] = await tx.sql(CLEAR[subject], [ctx.tenantId, key]);
    tellAll(tx, ctx);
    await audit(tx, ctx, {
      action: "attribute.delete",
      target: { kind: "attribute", id: attributeId },
      before: { subject, key, name, values: cleared!.n },
    });
    return cleared!.n;
  });
}

async function getDefinition(
  tx: Tx,
  ctx: Pick<TenantCtx, "tenantId">,
  id: string,
): Promise<AttributeDefinitionDto> {
  const found = (await listDefinitions(tx.sql, ctx)).find((one) => one.id === id);
  if (!found) throw missing();
  return found;
}

function missing(): AppError {
  return new AppError("not_found", "This attribute is not here any more.");
}
