/**
 * What `window.parley` offers a page, for TypeScript. Served as /widget.d.ts: keep a copy beside your own sources.
 * No call ever throws into the page, and every call may be made before the widget is there:
 * `(window.parley ||= []).push(["hide"])`.
 */

export type ParleyTheme = "auto" | "light" | "dark";

/**
 * Who is signed in. `hash` is the HMAC-SHA256 of `id` in hex, made on your server with the inbox's identity secret: with it the
 * visitor has one history on all devices. Without it a name and a free e-mail address are taken, and the id is not.
 */
export type ParleyUser = { id?: string | number; hash?: string; name?: string | null; email?: string | null };

/** By the keys of the contact attributes that the inbox opens to its website; null takes a value away. */
export type ParleyAttributes = Record<string, string | number | boolean | null>;

/** The page that the team sees the visitor on; what is left out is the document's own. Nothing after ? or # is told. */
export type ParleyPage = { url?: string; title?: string };

export type ParleyEvents = {
  /** The button stands on the page. */
  ready: undefined;
  opened: undefined;
  closed: undefined;
  "message:received": { id: string; text: string; author: string | null };
  "message:sent": { id: string; text: string };
  /** `identify()` was right. */
  identified: { id: string };
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
  /** Refused with a line in the console and an `error` event when the hash is wrong. Nothing is stored before the visitor writes. */
  identify: (user: ParleyUser) => void;
  /** Adds to what was set before. Stored with the visitor's first message. */
  setAttributes: (attributes: ParleyAttributes) => void;
  /** `auto` follows the visitor's system. */
  setTheme: (theme: ParleyTheme) => void;
  /** What the chat is written in: "de", "pt-BR". A language without words changes nothing. What is being written stays. */
  setLocale: (locale: string) => void;
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
