import { useCallback, useEffect, useState } from "react";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { useWorkspace } from "../realtime/context";

const CLOSE_MS = 2_000;
const FAR_MS = 15_000;

/**
 * How the phone stands, asked of the server every two seconds while somebody pairs or a pairing has not held yet, else every
 * 15. Asks nothing while the page is hidden. Null until the first answer.
 */
export function usePairing(inboxId: string, isPairing: boolean) {
  const { api } = useWorkspace();
  const [status, setStatus] = useState<PairingStatus | null>(null);
  const isClose = isPairing || status?.phase === "paired";
  const ask = useCallback(
    () => api.pairing.status.query({ inboxId }).then(setStatus, () => {}),
    [api, inboxId],
  );
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    async function again() {
      if (!document.hidden) await ask();
      if (!isOver) timer = setTimeout(again, isClose ? CLOSE_MS : FAR_MS);
    }
    again();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [ask, isClose]);
  return { status, ask };
}
