/**
 * What `window.parley` offers a page, for TypeScript. Served as /widget.d.ts: keep a copy beside your own sources.
 * No call ever throws into the page, and every call may be made before the widget is there:
 * `(window.parley ||= []).push(["hide"])`.
 */

export type ParleyTheme = "auto" | "light" | "dark";

/** The page that the team sees the visitor on; what is left out is the document's own. Nothing after ? or # is told. */
export type ParleyPage = { url?: string; title?: string };

export type ParleyEvents = {
  /** The button stands on the page. */
  ready: undefined;
  opened: undefined;
  closed: undefined;
  "message:received": { id: string; text: string; author: string | null };
  "message:sent": { id: string; text: string };
  error: { message: string };
};

export type ParleyCalls = {
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** Shows the button again. */
  show: () => void;
  /** Takes the button away; the page can still `open()` the chat with one of its own. */
  hide: () => void;
  /** `auto` follows the visitor's system. */
  setTheme: (theme: ParleyTheme) => void;
  /** Stands until the next call; with nothing, the page's own address and title count again. */
  setPage: (page?: ParleyPage) => void;
  /** Forgets the visitor on this device and ends what the device could read: for when somebody signs out. */
  reset: () => void;
  /** Returns the function that ends the listening. */
  on: <E extends keyof ParleyEvents>(event: E, listener: (detail: ParleyEvents[E]) => void) => () => void;
  /** Takes the widget out of the page; nothing of it stays. */
  destroy: () => void;
};

export type ParleyCommand = {
  [K in keyof ParleyCalls]: [name: K, ...given: Parameters<ParleyCalls[K]>];
}[keyof ParleyCalls];

export type Parley = ParleyCalls & { push: (...commands: ParleyCommand[]) => void };

declare global {
  interface Window {
    /** An array of commands until the widget is there. */
    parley?: Parley | ParleyCommand[];
  }
}
