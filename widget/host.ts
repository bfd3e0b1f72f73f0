import type { ParleyAttributes, ParleyEvents, ParleyPage, ParleyTheme, ParleyUser } from "./parley";

/** `gap` in CSS pixels from the corner. */
export type WebLook = { icon: string; label: string; side: string; gap: number; theme: ParleyTheme };

/** What the page has said of itself; the loader keeps it until there is a chat, and the chat reads it from here. */
export type Said = { page?: ParleyPage; user?: ParleyUser; attributes?: ParleyAttributes };

/**
 * What the loader gives the chat, and the chat gives back. The two are built apart and meet only here; a page that stays open
 * over an update has an older loader start a newer chat, so add to these, and take nothing away.
 */
export type Host = {
  /** The public id of the inbox. */
  inbox: string;
  /** Where the API and the files come from, without a slash at the end. */
  origin: string;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  /** Aborted by `destroy()`. */
  signal: AbortSignal;
  /** The tenant's colour as #rrggbb; anything else is left out. */
  paint: (colour: string) => void;
  /** How the business wants its button; what is left out stays. Absent as `said`. */
  wear?: (look: Partial<WebLook>) => void;
  emit: <E extends keyof ParleyEvents>(event: E, detail: ParleyEvents[E]) => void;
  /** Absent with a loader from before it. */
  said?: Said;
  /** The languages asked for by `setLocale()`, the latest first, and by the script tag; absent as `said`. */
  locales?: (string | undefined)[];
};

export type App = {
  open: () => void;
  close: () => void;
  isOpen: () => boolean;
  /** `what` of `host.said`, or `host.locales`, has changed. */
  heard: (what: keyof Said | "locale") => void;
  /** The visitor is forgotten, here and on the server. */
  reset: () => void;
};
