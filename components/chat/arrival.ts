/** In milliseconds, until the page that has opened this window has answered. */
const PATIENCE = 15_000;
/** What a window opened out of a website's chat comes with behind the #. */
const OUT = "#out";
/** Says of a window, also after a reload, that it was opened out of a website's chat. */
const MARK = "parley-window";

export type Page = Pick<
  Window,
  "location" | "history" | "opener" | "addEventListener" | "localStorage" | "sessionStorage"
>;

/**
 * Makes the window of a website's chat its visitor's. The website's page answers with a ticket, and the server gives for it what
 * this window keeps in a handle's place. All that such a window keeps ends with it: a website that forgets its visitor reaches
 * nothing that our own origin has stored, and whoever has written here by themselves keeps the handle they have. Never rejects.
 */
export async function arrive(inbox: string, page: Page): Promise<void> {
  try {
    if (page.location.hash === OUT) {
      page.history.replaceState(null, "", page.location.pathname);
      // Whoever sat at this window before, it is not they who were taken along.
      page.sessionStorage.clear();
      page.sessionStorage.setItem(MARK, inbox);
      const handle = await exchange(inbox, page);
      if (handle) page.sessionStorage.setItem(`parley:${inbox}`, JSON.stringify({ handle, colour: null }));
    }
    if (page.sessionStorage.getItem(MARK))
      Object.defineProperty(page, "localStorage", { configurable: true, value: page.sessionStorage });
  } catch {
    // A browser that keeps nothing.
  }
  page.opener = null;
}

/** Undefined for a visitor who has not written, and for a ticket that is worth nothing. */
async function exchange(inbox: string, page: Page): Promise<string | undefined> {
  const { ticket, from } = await asked(page);
  if (!ticket) return;
  try {
    // The server knows which website the ticket was made for: no other page can put its visitor into this window.
    const body = JSON.stringify({ inbox, ticket, from });
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/widget/popin", { method: "POST", headers, body });
    if (response.ok) return (await response.json()).handle;
  } catch {
    // Offline.
  }
}

/** What the page that opened this window, and no other, says when it is asked; `from` is its origin. */
function asked(page: Page): Promise<{ ticket?: string; from?: string }> {
  const opener = page.opener as Window | null;
  if (!opener) return Promise.resolve({});
  return new Promise((resolve) => {
    const late = AbortSignal.timeout(PATIENCE);
    late.addEventListener("abort", () => resolve({}));
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source !== opener || typeof data?.ticket !== "string") return;
      resolve({ ticket: data.ticket, from: origin });
    };
    page.addEventListener("message", hear as EventListener, { signal: late });
    // Says nothing but that the window stands.
    opener.postMessage("parley:ticket", "*");
  });
}
