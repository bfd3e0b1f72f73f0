import { ConnectionSection } from "@/components/settings/connection-section";
import type { InboxSettings } from "@/server/modules/inboxes/schema";
import { serverCaller } from "@/server/trpc/caller";

/** The part of an inbox's page that is about its provider. */
export async function Connection({ slug, inbox }: { slug: string; inbox: InboxSettings }) {
  const caller = await serverCaller(slug);
  const inboxId = inbox.id;
  const [connection, health, account] = await Promise.all([
    caller.inboxes.connection({ inboxId }),
    caller.deliveries.health({ inboxId }),
    caller.inboxes.health({ inboxId }),
  ]);
  return <ConnectionSection inbox={inbox} connection={connection} health={health} account={account} />;
}
