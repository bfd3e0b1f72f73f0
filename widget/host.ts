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
  emit: <E extends keyof ParleyEvents>(event: E, detail: ParleyEvents[E]) => void;
};

export type App = { open: () => void; close: () => void; isOpen: () => boolean };

export type ParleyEvents = {
  ready: undefined;
  opened: undefined;
  closed: undefined;
  "message:received": { id: string; text: string; author: string | null };
  "message:sent": { id: string; text: string };
  error: { message: string };
};

/** What a page may call. */
export type ParleyCalls = {
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** Takes the widget out of the page; nothing of it stays. */
  destroy: () => void;
  /** Returns the function that ends the listening. */
  on: <E extends keyof ParleyEvents>(event: E, listener: (detail: ParleyEvents[E]) => void) => () => void;
};

export type Command = {
  [K in keyof ParleyCalls]: [name: K, ...given: Parameters<ParleyCalls[K]>];
}[keyof ParleyCalls];

/** `window.parley`. Calls made before it is there may be pushed onto an array of the same name: `[["open"]]`. */
export type Parley = ParleyCalls & { push: (...commands: Command[]) => void };
