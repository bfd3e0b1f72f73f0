import type { AttachmentDto } from "../../server/rest/widget/contract";
import { keysOf } from "../forget";
import type { Store } from "./store";

/** A message on its way out. `refusal` says why the server did not take it; such a one waits for the visitor. */
export type Queued = {
  clientId: string;
  content: string;
  files: AttachmentDto[];
  /** Unix milliseconds. */
  at: number;
  page: string;
  /** Which of the visitor's conversations; without it the newest. */
  to?: string;
  refusal?: string;
  extra?: Extra;
};

/** What goes with the words: to which message they are, what a form asked before them, what of a message's choices they are. */
export type Extra = {
  replyToId?: string;
  quote?: { from: "visitor" | "team"; author: string | null; text: string };
  answers?: Record<string, string | boolean>;
  answer?: { messageId: string; pick: number };
};

export type Queue = ReturnType<typeof createQueue>;

/**
 * Messages not yet taken by the server, shared by all tabs. Each has a key of its own, since two tabs that rewrite one list
 * lose each other's entries; the key sorts by the time of writing.
 */
export function createQueue(store: Store, inbox: string, now: () => number = Date.now) {
  const prefix = keysOf(inbox).queue;
  let last = 0;

  function list(): Queued[] {
    return store.keys(prefix).flatMap((key) => store.get<Queued>(key) ?? []);
  }

  function save(item: Queued): void {
    store.set(prefix + item.clientId, item);
  }

  return {
    prefix,
    list,
    save,
    /** The oldest that may go out. */
    head: () => list().find((item) => item.refusal === undefined),
    has: (clientId: string) => store.get(prefix + clientId) !== undefined,
    remove: (clientId: string) => store.remove(prefix + clientId),
    add(
      content: string,
      files: AttachmentDto[],
      page: string,
      to?: string,
      extra?: Extra,
      as?: string,
    ): Queued {
      const newest = Number.parseInt(list().at(-1)?.clientId.slice(0, 8) ?? "0", 36);
      last = Math.max(now(), last + 1, newest + 1);
      const item = {
        clientId: as ?? last.toString(36).padStart(8, "0") + randomText(9),
        content,
        files,
        at: now(),
        page,
        to,
        extra,
      };
      save(item);
      return item;
    },
  };
}

/** `bytes` random bytes in base64url. */
export function randomText(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)))).replace(/[+/=]/g, (c) =>
    c === "+" ? "-" : c === "/" ? "_" : "",
  );
}
