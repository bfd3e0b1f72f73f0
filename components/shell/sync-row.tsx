"use client";

import { clsx } from "clsx";
import { History, RefreshCw, WifiOff } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useLive } from "../realtime/context";
import { useSyncText } from "./sync-text";

const SyncDetails = lazy(() => import("./sync-details"));
const Dialog = lazy(() => import("../ui/dialog").then((part) => ({ default: part.Dialog })));

/** Whether what is on the screen is what the server holds. Says what waits to go out when pressed. */
export function SyncRow({ isSmall }: { isSmall?: boolean }) {
  const sync = useLive((engine) => engine.sync());
  const { title, text, countdown } = useSyncText(sync);
  const [isOpen, setOpen] = useState(false);
  const icon = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className={clsx(
          "flex shrink-0 items-center gap-2 rounded-6 text-meta hover:bg-hover",
          isSmall ? "h-7 px-2 max-sm:h-11" : "mt-1 h-7 w-full px-2",
          sync.kind === "synced" || sync.kind === "connecting" ? "text-text-2" : null,
          sync.kind === "reconnecting" && "text-warning-text",
          sync.kind === "catching" && "text-info-text",
          sync.kind === "offline" && "text-danger-text",
        )}
      >
        <span className="grid size-4 shrink-0 place-items-center">
          {sync.kind === "synced" ? (
            <span className="size-2 rounded-full bg-success shadow-[0_0_0_3px_var(--success-line)]" />
          ) : null}
          {sync.kind === "connecting" ? <span className="size-2 rounded-full bg-border-strong" /> : null}
          {sync.kind === "reconnecting" ? <RefreshCw {...icon} /> : null}
          {sync.kind === "catching" ? <History {...icon} /> : null}
          {sync.kind === "offline" ? <WifiOff {...icon} /> : null}
        </span>
        <span className="num truncate">
          {text}
          {countdown ? <span aria-hidden="true"> {countdown}</span> : null}
        </span>
      </button>
      {/* What a button holds is its name: it is told of a change only from beside it. */}
      <span role="status" className="sr-only">
        {text}
      </span>
      {isOpen ? (
        <Suspense>
          <Dialog title={title} onClose={() => setOpen(false)}>
            <SyncDetails />
          </Dialog>
        </Suspense>
      ) : null}
    </>
  );
}
