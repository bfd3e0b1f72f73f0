/**
 * The keys of an inbox in the page's storage: the visitor's handle, one for each message on its way out, and what was told of
 * news already.
 */
export function keysOf(inbox: string): { handle: string; queue: string; news: string } {
  return { handle: `parley:${inbox}`, queue: `parley:${inbox}:`, news: `parley-news:${inbox}` };
}

/**
 * Takes a visitor off this device, and asks the server to make the handle worthless; and with it, or for
 * a proved user without one, the windows that were opened by the session of `token`. Outlives the page: somebody signs out.
 */
export function forget(origin: string, inbox: string, handle?: string, token?: string): void {
  const keys = keysOf(inbox);
  try {
    for (const key of Object.keys(localStorage)) {
      if (key === keys.handle || key === keys.news || key.startsWith(keys.queue))
        localStorage.removeItem(key);
    }
  } catch {
    // Nothing is kept where the page may not store.
  }
  if (!handle && !token) return;
  const body = JSON.stringify({ inbox, handle, token });
  fetch(`${origin}/api/widget/forget`, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(
    () => {},
  );
}
