import { UnofficialPart } from "@/components/pairing/unofficial-part";
import { ConnectionSection } from "@/components/settings/connection-section";
import type { InboxSettings } from "@/server/modules/inboxes/schema";
import { serverCaller } from "@/server/trpc/caller";

/** The part of an inbox's page that is about its provider. */
export async function Connection(props: { slug: string; inbox: InboxSettings; isMoving: boolean }) {
  const { slug, inbox, isMoving } = props;
  const caller = await serverCaller(slug);
  const inboxId = inbox.id;
  const [connection, health, account] = await Promise.all([
    caller.inboxes.connection({ inboxId }),
    caller.deliveries.health({ inboxId }),
    caller.inboxes.health({ inboxId }),
  ]);
  return (
    <>
      {inbox.hasPairing || inbox.isUnofficial ? <UnofficialPart inbox={inbox} isMoving={isMoving} /> : null}
      <ConnectionSection inbox={inbox} connection={connection} health={health} account={account} />
    </>
  );
}
