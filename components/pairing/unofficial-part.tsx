"use client";

import { usePathname, useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { PairingSection } from "./pairing-section";

const MoveDialog = lazy(() => import("./move-dialog"));

/** The part of an inbox's page that is about its phone, and the way to a connection without one. `isMoving`: the address asks for it. */
export function UnofficialPart({ inbox, isMoving }: { inbox: InboxSettings; isMoving: boolean }) {
  const router = useRouter();
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  // The banner's link may be pressed on this very page, and again after the dialog was closed.
  useEffect(() => {
    if (isMoving && inbox.isUnofficial) setOpen(true);
  }, [isMoving, inbox.isUnofficial]);
  function close() {
    setOpen(false);
    if (isMoving) router.replace(pathname, { scroll: false });
  }
  return (
    <div className="mb-8">
      {inbox.hasPairing ? (
        <PairingSection inbox={inbox} onMove={inbox.isUnofficial ? () => setOpen(true) : null} />
      ) : null}
      {isOpen ? (
        <Suspense>
          <MoveDialog inbox={inbox} onClose={close} />
        </Suspense>
      ) : null}
    </div>
  );
}
