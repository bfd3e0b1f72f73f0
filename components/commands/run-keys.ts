import { openBar, typeAhead } from "./bar-store";
import { commandEntry } from "./catalogue";
import { keyStore } from "./key-store";
import { isCovered, isForField, keyOf } from "./keys";
import { actOf, type CommandAct } from "./registry";

const CHORD_MS = 1_200;
/** What is pressed before the part that does it has come waits so long for it. */
const PATIENCE_MS = 2_000;
const PATIENCE_STEP_MS = 100;

/**
 * Runs commands by their keys, anywhere in the page; returns how to stop. Menus and dialogs keep their keys to themselves
 * by not letting them bubble. Keys that nothing answers to stay the browser's.
 */
export function listenForKeys(): () => void {
  let first: { key: string; at: number } | null = null;
  let again: ReturnType<typeof setTimeout>;
  function onKey(event: KeyboardEvent) {
    clearTimeout(again);
    if (event.defaultPrevented || event.isComposing || isCovered()) return;
    if (typeAhead(event)) return event.preventDefault();
    const key = keyOf(event);
    // The Shift of "G, Shift U" is no key of its own.
    if (/(^|\+)(shift|control|alt|meta|altgraph)$/.test(key) || isForField(event, key)) return;
    const byKey = keyStore.byKey();
    const chord = first && Date.now() - first.at < CHORD_MS ? `${first.key} ${key}` : key;
    first = null;
    for (const keys of new Set([chord, key])) {
      for (const id of byKey.get(keys) ?? []) {
        const act = actOf(id);
        if (!act) continue;
        event.preventDefault();
        if (!event.repeat || commandEntry(id).repeats) runAct(act, () => openBar(id));
        return;
      }
    }
    // The acts of the inbox come half a second after it; ticking is always among them.
    const isEarly = !actOf("select") && performance.now() - event.timeStamp < PATIENCE_MS;
    if (byKey.has(key) && isEarly) again = setTimeout(onKey, PATIENCE_STEP_MS, event);
    for (const keys of byKey.keys()) if (keys.startsWith(`${key} `)) first = { key, at: Date.now() };
  }
  // Whoever reaches for something else meanwhile means that.
  const forget = () => clearTimeout(again);
  window.addEventListener("keydown", onKey);
  window.addEventListener("pointerdown", forget, true);
  return () => {
    forget();
    window.removeEventListener("pointerdown", forget, true);
    window.removeEventListener("keydown", onKey);
  };
}

/** `toStep` leads to the choices where the act has no way of its own to show them. */
export function runAct(act: CommandAct, toStep: () => void): void {
  if (typeof act === "function") act();
  else if (act.run) act.run();
  else toStep();
}
