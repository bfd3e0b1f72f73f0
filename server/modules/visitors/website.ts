import { getChannel } from "../../channels/registry";
import { WebSettings } from "../../channels/web/settings";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { listDefinitions } from "../contacts/definitions";
import type { AttributeDefinitionDto } from "../contacts/schema";
import type { InboxId } from "../inboxes/schema";
import { publish } from "../tenants/publish";
import type { UpdateWebsite } from "./schema";

/**
 * What the settings of a website show beside those of every inbox. `attributes` are the contact's that could be opened to it,
 * `definitions` all that a form can fill.
 */
export type Website = WebSettings & {
  attributes: { id: string; name: string }[];
  definitions: Pick<AttributeDefinitionDto, "subject" | "key" | "name" | "kind" | "options">[];
};

/** Throws not_found for what is no inbox, or one without a website. */
export async function getWebsite(ctx: MemberCtx, { inboxId }: InboxId): Promise<Website> {
  return runtime().db.transaction(async (tx) => {
    const settings = await websiteOf(tx, ctx, inboxId);
    const definitions = await listDefinitions(tx.sql, ctx);
    return {
      ...WebSettings.parse(settings),
      attributes: definitions.flatMap(({ subject, key, name }) =>
        subject === "contact" ? { id: key, name } : [],
      ),
      definitions: definitions.map(({ subject, key, name, kind, options }) => ({
        ...{ subject, key, name, kind, options },
      })),
    };
  });
}

/** Changes what is named. Throws as getWebsite. */
export async function updateWebsite(ctx: MemberCtx, { inboxId, ...given }: UpdateWebsite): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    await tx.prisma
      .$queryRaw`select 1 as held from inbox where tenant_id = ${ctx.tenantId}::uuid and id = ${inboxId}::uuid for update`;
    const before = await websiteOf(tx, ctx, inboxId);
    const parsed = WebSettings.parse(before);
    const merged = {
      features: { ...parsed.features, ...given.features },
      look: { ...parsed.look, ...given.look },
      texts: { ...parsed.texts, ...given.texts },
    };
    await tx.prisma.inbox.updateMany({
      where: { tenantId: ctx.tenantId, id: inboxId },
      data: { settings: { ...before, ...given, ...merged } },
    });
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    const was = Object.fromEntries(Object.keys(given).map((key) => [key, parsed[key as keyof WebSettings]]));
    const target = { kind: "inbox", id: inboxId };
    await audit(tx, ctx, { action: "inbox.update_website", target, before: was, after: given });
  });
}

async function websiteOf(tx: Tx, ctx: MemberCtx, inboxId: string): Promise<Record<string, unknown>> {
  const inbox = await tx.prisma.inbox.findFirst({
    where: { tenantId: ctx.tenantId, id: inboxId },
    select: { channel: true, settings: true },
  });
  if (!inbox || !getChannel(inbox.channel).capabilities.hasInstallLine) {
    throw new AppError("not_found", "There is no such website.");
  }
  return inbox.settings as Record<string, unknown>;
}
