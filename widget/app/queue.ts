import type { AttachmentDto } from "../../server/rest/widget/contract";
import { keysOf } from "../forget";
import type { Store } from "./store";

/** A message on its way out. `refusal` says why the server did not take it; such a one waits for the visitor. */
export type Queued = {
  clientId: string;
  content: string;
  files: AttachmentDto[];
  /** Unix milliseconds, one later than the message before it at least. */
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
 * lose each other's entries; the key sorts by the time of writing, whatever the message is called.
 */
export function createQueue(store: Store, inbox: string, now: () => number = Date.now) {
  const prefix = keysOf(inbox).queue;
  let last = 0;

  function list(): Queued[] {
    return store.keys(prefix).flatMap((key) => store.get<Queued>(key) ?? []);
  }

  const keyOf = (clientId: string) => store.keys(prefix).find((key) => key.endsWith(clientId));

  /** `time`: of one that is not in it yet. */
  function save(item: Queued, time = ""): void {
    store.set(keyOf(item.clientId) ?? prefix + time + item.clientId, item);
  }

  return {
    prefix,
    list,
    save,
    /** The oldest that may go out. */
    head: () => list().find((item) => item.refusal === undefined),
    has: (clientId: string) => Boolean(keyOf(clientId)),
    remove: (clientId: string) => store.remove(keyOf(clientId) ?? ""),
    add(
      content: string,
      files: AttachmentDto[],
      page: string,
      to?: string,
      extra?: Extra,
      as?: string,
    ): Queued {
      last = Math.max(now(), last + 1, (list().at(-1)?.at ?? 0) + 1);
      const time = last.toString(36).padStart(8, "0");
      const item = {
        clientId: as ?? time + randomText(9),
        content,
        files,
        at: last,
        page,
        to,
        extra,
      };
      save(item, time);
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
