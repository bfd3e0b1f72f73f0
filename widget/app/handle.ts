import { keysOf } from "../forget";
import { randomText } from "./queue";
import type { Store } from "./store";

/** What stands in the handle's place for a moment when it is dropped, as the other tabs of the browser read it. */
const DROPPED = "0";

type Look = { colour: string; look?: object };
export type Handle = ReturnType<typeof createHandle>;

/** The secret by which the server knows a visitor who has written, kept for the next page. */
export function createHandle(store: Store, inbox: string) {
  const key = keysOf(inbox).handle;
  /** Outlives a storage that is cleared under an open chat. */
  let known: string | undefined;
  let fresh = randomText(32);
  const kept = () => {
    known = store.get<{ handle: string }>(key)?.handle ?? known;
    return known;
  };
  const get = () => kept() ?? fresh;
  return {
    kept,
    get,
    /** With what the button on the next page needs before there is a chat. */
    keep: (inbox?: Look) => store.set(key, { handle: get(), colour: inbox?.colour, look: inbox?.look }),
    /**
     * A user who is proved needs no handle; what waits of anybody else begins a conversation under the next one. The other
     * tabs are told that nobody was forgotten, and nothing when there is nothing to take away: they would answer each other.
     */
    drop(): void {
      known = undefined;
      fresh = randomText(32);
      if (!store.get(key)) return;
      store.set(key, Number(DROPPED));
      store.remove(key);
    },
  };
}

/** What another tab did to the handle, by its storage event. */
export function handleChange(
  inbox: string,
  { key, oldValue, newValue }: Pick<StorageEvent, "key" | "oldValue" | "newValue">,
): "forgotten" | "dropped" | undefined {
  if (key !== keysOf(inbox).handle || newValue !== null) return;
  return oldValue === DROPPED ? "dropped" : "forgotten";
}
