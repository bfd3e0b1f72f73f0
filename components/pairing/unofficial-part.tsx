"use client";

import { lazy, Suspense, useState } from "react";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { PairingSection } from "./pairing-section";

const MoveDialog = lazy(() => import("./move-dialog"));

/** The part of an inbox's page that is about its phone, and the way to a connection without one. `isMoving`: open at once. */
export function UnofficialPart({ inbox, isMoving }: { inbox: InboxSettings; isMoving: boolean }) {
  const [isOpen, setOpen] = useState(isMoving && inbox.isUnofficial);
  return (
    <div className="mb-8">
      {inbox.hasPairing ? (
        <PairingSection inbox={inbox} onMove={inbox.isUnofficial ? () => setOpen(true) : null} />
      ) : null}
      {isOpen ? (
        <Suspense>
          <MoveDialog inbox={inbox} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
