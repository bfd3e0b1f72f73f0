import { useSyncExternalStore } from "react";
import { useIsMac } from "../ui/use-is-mac";
import { commandsByKey, type KeyChoices, keysOf, PLAIN_KEYS } from "./bindings";
import type { CommandId } from "./catalogue";
import { keysText } from "./keys";

let choices = PLAIN_KEYS;
let byKey: ReturnType<typeof commandsByKey> | null = null;
const listeners = new Set<() => void>();

/** The keys in force in this tab. */
export const keyStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => choices,
  getOnServer: () => PLAIN_KEYS,
  set(next: KeyChoices) {
    choices = next;
    byKey = null;
    for (const listener of listeners) listener();
  },
  byKey: () => (byKey ??= commandsByKey(choices)),
};

export function useKeyChoices(): KeyChoices {
  return useSyncExternalStore(keyStore.subscribe, keyStore.get, keyStore.getOnServer);
}

/** The keys of a command for a tooltip or a menu: "G U"; undefined when it has none. */
export function useKeysText(id: CommandId | undefined): string | undefined {
  const choices = useKeyChoices();
  const isMac = useIsMac();
  const keys = id && keysOf(id, choices);
  return keys ? keysText(keys, isMac) : undefined;
}
