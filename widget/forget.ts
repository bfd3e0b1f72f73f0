/**
 * The keys of an inbox in the page's storage: the visitor's handle, one for each message on its way out, and what was told of
 * news already.
 */
export function keysOf(inbox: string): { handle: string; queue: string; news: string } {
  return { handle: `parley:${inbox}`, queue: `parley:${inbox}:`, news: `parley-news:${inbox}` };
}

/** Takes a visitor off this device, and asks the server to make the handle worthless. Outlives the page: somebody signs out. */
export function forget(origin: string, inbox: string, handle: string | undefined): void {
  const keys = keysOf(inbox);
  try {
    for (const key of Object.keys(localStorage)) {
      if (key === keys.handle || key === keys.news || key.startsWith(keys.queue))
        localStorage.removeItem(key);
    }
  } catch {
    // Nothing is kept where the page may not store.
  }
  if (!handle) return;
  const body = JSON.stringify({ inbox, handle });
  fetch(`${origin}/api/widget/forget`, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(
    () => {},
  );
}
