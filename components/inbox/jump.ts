import type { Engine } from "../realtime/engine";
import { hasOlder } from "../realtime/thread";

const MARKED_MS = 2_500;
const MOST_PAGES = 400;

/** Shows a message of the open thread, focused and marked for a moment; older pages are loaded until it is there. */
export async function jumpTo(engine: Engine, conversationId: string, seq: number): Promise<void> {
  for (let page = 0; page < MOST_PAGES; page++) {
    const thread = engine.model.threads.get(conversationId);
    if (!hasOlder(thread) || thread.from <= seq) break;
    const before = thread.from;
    await engine.loader.loadOlder(conversationId);
    // The page did not come: the thread says so at its top.
    if (thread.from === before) break;
  }
  // After the thread has drawn what has come.
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 30)));
  const found = document.querySelector<HTMLElement>(`[data-message="${seq}"]`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
  found.dataset.marked = "";
  setTimeout(() => delete found.dataset.marked, MARKED_MS);
}

/** From the focused message to its neighbour; from elsewhere to the newest. */
export function walkMessages(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-message]")];
  const at = all.indexOf(
    (document.activeElement as HTMLElement | null)?.closest("[data-message]") as HTMLElement,
  );
  const next = at < 0 ? all.at(-1) : all[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
