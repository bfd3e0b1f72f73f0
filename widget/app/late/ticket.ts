/** As long as the server takes it. */
const TICKET_MS = 60_000;

/** A ticket is for the window that this page has opened, while a page of ours stands in it. */
export function answer(opened: Window, origin: string, given: Promise<{ ticket: string | null }>): void {
  const hear = async (event: MessageEvent) => {
    if (event.source !== opened || event.origin !== origin || event.data !== "parley:ticket") return;
    const { ticket } = await given.catch(() => ({ ticket: null }));
    opened.postMessage({ ticket: ticket ?? "" }, origin);
  };
  addEventListener("message", hear, { signal: AbortSignal.timeout(TICKET_MS) });
}
