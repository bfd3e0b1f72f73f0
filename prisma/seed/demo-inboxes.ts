import { getChannel } from "../../server/channels/registry";
import { newId } from "../../server/core/ids";
import type { Db } from "../../server/infra/db";
import { providerNamesOf, sealCredentials } from "../../server/modules/inboxes/credentials";
import { insertRows } from "./rows";

const NAMES: Record<string, string> = {
  whatsapp_cloud: "WhatsApp Orders",
  whatsapp_360dialog: "WhatsApp Trade",
  whatsapp_web: "WhatsApp Shop",
  telegram: "Telegram",
  api: "Own app",
};

/** By channel: the inbox of the demo business that is joined to a pretend provider. */
export type DemoInboxes = {
  business: string;
  byChannel: Record<string, { id: string; credentials: unknown }>;
};

/**
 * One inbox of each of these channels in the demo business, joined to its provider; one that is there gets these credentials.
 * Everybody works in them. Null: there is no demo business.
 */
export async function joinDemoInboxes(
  db: Db,
  slug: string,
  given: readonly { channel: string; credentials: Record<string, unknown> }[],
): Promise<DemoInboxes | null> {
  const tenant = await db.prisma.tenant.findFirst({ where: { slug, isDemo: true } });
  if (!tenant) return null;
  const tenantId = tenant.id;
  const joined: DemoInboxes["byChannel"] = {};
  for (const { channel, credentials: some } of given) {
    const publicId = `demo-${slug}-${channel}`;
    const wire = getChannel(channel).wire!;
    const credentials = wire.credentials.parse(some);
    const present = await db.prisma.inbox.findFirst({ where: { tenantId, publicId }, select: { id: true } });
    const id = present?.id ?? (await makeInbox(db, { tenantId, channel, publicId }));
    const sealed = await sealCredentials(db.sql, { tenantId, inboxId: id }, credentials);
    const providerNames = providerNamesOf(wire, credentials);
    const data = { sealedCredentials: Uint8Array.from(sealed), providerNames };
    await db.prisma.inbox.updateMany({ where: { tenantId, id }, data });
    joined[channel] = { id, credentials };
  }
  return { business: tenant.name, byChannel: joined };
}

async function makeInbox(
  db: Db,
  { tenantId, channel, publicId }: { tenantId: string; channel: string; publicId: string },
): Promise<string> {
  const id = newId();
  const name = NAMES[channel] ?? getChannel(channel).name;
  const updatedAt = new Date();
  await insertRows(db.pool, "inbox", [{ id, tenantId, channel, name, publicId, updatedAt }]);
  const members = await db.prisma.member.findMany({ where: { tenantId, deactivatedAt: null } });
  const rows = members.map(({ id: memberId }) => ({ tenantId, inboxId: id, memberId }));
  await insertRows(db.pool, "inbox_member", rows);
  return id;
}
