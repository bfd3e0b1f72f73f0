import { type Feature, type Features, WebSettings } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import type { TenantId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

/** What a visitor may do; for those who may not ask the channel itself. */
export type VisitorFeatures = Features;

/** Whether somebody will read what is mailed: sent, or shown at /dev/mail to whoever tries it out. */
export function isMailRead(): boolean {
  const { mailer, isProduction } = runtime();
  return mailer.isReal || !isProduction;
}

/** Nobody is offered a mail that nobody will get. */
export function offered(features: Features): Features {
  return { ...features, transcript: features.transcript && isMailRead() };
}

const SETTINGS = statement<{ settings: unknown }>(
  "visitor_features",
  "select settings from inbox where tenant_id = $1::uuid and id = $2::uuid",
);

const REFUSED: Partial<Record<Feature, string>> = {
  files: "This chat takes no files.",
  severalConversations: "Go on in the conversation that you have begun.",
};

/** Throws forbidden when the business has switched it off on this website. */
export async function requireFeature(
  { tenantId, inboxId }: { tenantId: TenantId; inboxId: string },
  feature: Feature,
): Promise<void> {
  const [row] = await runtime().db.sql(SETTINGS, [tenantId, inboxId]);
  if (WebSettings.parse(row?.settings ?? {}).features[feature]) return;
  throw new AppError("forbidden", REFUSED[feature] ?? "This chat does not offer that.");
}

const HAS_BEGUN = statement<{ id: string }>(
  "visitor_has_begun",
  `select id from conversation where tenant_id = $1::uuid and identity_id = $2::uuid and merged_into_id is null limit 1`,
);

/** One more conversation of a visitor who has one already. Throws as requireFeature. */
export async function refuseAnother(
  claims: { tenantId: TenantId; inboxId: string },
  identityId: string,
): Promise<void> {
  const [begun] = await runtime().db.sql(HAS_BEGUN, [claims.tenantId, identityId]);
  if (begun) await requireFeature(claims, "severalConversations");
}
