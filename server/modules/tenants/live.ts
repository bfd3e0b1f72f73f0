import type { Tx } from "../../infra/db";
import type { LiveReference } from "./schema";

/** `memberId`: for the devices of that member alone; left out: for everybody of the business. */
export type ReferenceChange = LiveReference & { tenantId: string; memberId?: string };
type Listener = (change: ReferenceChange) => void;
const KEY = Symbol.for("parley.live.reference");
type Holder = { [KEY]?: Listener };

/** Joined once by server/wiring.ts, as the conversations' own. */
export function onReferenceLive(listener: Listener): void {
  (globalThis as Holder)[KEY] = listener;
}

/** After the commit everybody who shows such a list asks for it again; who may see what of it, the list itself says. */
export function tellReference(
  tx: Tx,
  { tenantId }: { tenantId: string },
  what: LiveReference["what"],
  memberId?: string,
): void {
  tx.afterCommit(() => tellReferenceNow({ tenantId }, what, memberId));
}

/** The same of what is committed already. */
export function tellReferenceNow(
  { tenantId }: { tenantId: string },
  what: LiveReference["what"],
  memberId?: string,
): void {
  (globalThis as Holder)[KEY]?.({ tenantId, what, memberId });
}
