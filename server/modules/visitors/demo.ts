import { type WebLook, WebSettings } from "../../channels/web/settings";
import type { Db } from "../../infra/db";

/** The website inbox of a demo business, or null for any other tenant: a real one has its own website. */
export async function findDemoInbox(
  db: Db,
  slug: string,
): Promise<{ tenantName: string; publicId: string; colour: string; look: WebLook } | null> {
  const inbox = await db.prisma.inbox.findFirst({
    where: { channel: "web", disabledAt: null, tenant: { slug, isDemo: true } },
    select: { publicId: true, settings: true, tenant: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  if (!inbox) return null;
  const { colour, look } = WebSettings.parse(inbox.settings);
  return { tenantName: inbox.tenant.name, publicId: inbox.publicId, colour, look };
}
