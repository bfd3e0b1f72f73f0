import type { AttachmentDto, Quote } from "../../server/modules/messages/schema";

/** One message on its way out. `files` are for showing; their ids are what is sent. */
export type OutboxEntry = {
  clientId: string;
  conversationId: string;
  kind: "outgoing" | "note";
  content: string;
  files: AttachmentDto[];
  /** What it answers. */
  replyTo?: Quote | null;
  /** The server holds it so many seconds, in which it can be taken back. */
  holdSeconds?: number;
  /** The server keeps it until then. */
  dueAt?: string;
  createdAt: string;
  state: "waiting" | "failed";
  /** Why it was refused. */
  reason?: string;
};

/** Where entries survive a reload and the death of the tab. Each under its own key, so that two tabs do not overwrite each other. */
export type OutboxShelf = {
  all: () => OutboxEntry[];
  put: (entry: OutboxEntry) => void;
  remove: (clientId: string) => void;
};

export type SendResult = { kind: "sent" } | { kind: "refused"; reason: string } | { kind: "later" };

export type Outbox = {
  entries: () => readonly OutboxEntry[];
  add: (entry: Omit<OutboxEntry, "state" | "createdAt" | "clientId">) => OutboxEntry;
  retry: (clientId: string) => void;
  discard: (clientId: string) => void;
  /** Another tab has changed the shelf. */
  reread: () => void;
  /** This tab is now the one that sends; `rest` is when it no longer is. */
  lead: () => void;
  rest: () => void;
  /** Something has come back: try at once what waits for its next attempt. */
  wake: () => void;
};

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/**
 * Sends in order within a conversation, one after the other, until each is stored or refused. The same client id is
 * stored once by the server, so that repeating after a lost answer is safe. Only the leading tab sends.
 */
export function createOutbox(given: {
  shelf: OutboxShelf;
  send: (entry: OutboxEntry) => Promise<SendResult>;
  newClientId: () => string;
  now: () => number;
  onChange: () => void;
}): Outbox {
  let entries = inOrder(given.shelf.all());
  let isLeading = false;
  const lanes = new Map<string, { wake: () => void }>();

  function set(next: OutboxEntry[]) {
    entries = inOrder(next);
    given.onChange();
  }
  function replace(entry: OutboxEntry) {
    given.shelf.put(entry);
    set(entries.map((held) => (held.clientId === entry.clientId ? entry : held)));
    start();
  }
  function drop(clientId: string) {
    given.shelf.remove(clientId);
    set(entries.filter((held) => held.clientId !== clientId));
  }
  function head(conversationId: string): OutboxEntry | undefined {
    return entries.find((e) => e.conversationId === conversationId && e.state === "waiting");
  }

  function start() {
    if (!isLeading) return;
    for (const { conversationId, state } of entries) {
      if (state === "waiting" && !lanes.has(conversationId)) void drain(conversationId);
    }
  }

  async function drain(conversationId: string): Promise<void> {
    const lane = { wake: () => {} };
    lanes.set(conversationId, lane);
    let failures = 0;
    for (let entry = head(conversationId); entry && isLeading; entry = head(conversationId)) {
      const { clientId } = entry;
      const result = await given.send(entry).catch((): SendResult => ({ kind: "later" }));
      if (result.kind === "later") {
        await new Promise<void>((resume) => {
          const timer = setTimeout(resume, Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT));
          lane.wake = () => {
            clearTimeout(timer);
            resume();
          };
        });
        failures++;
        continue;
      }
      failures = 0;
      const held = entries.find((e) => e.clientId === clientId);
      if (result.kind === "sent" || !held) drop(clientId);
      else replace({ ...held, state: "failed", reason: result.reason });
    }
    lanes.delete(conversationId);
  }

  function reread() {
    set(given.shelf.all());
    start();
  }

  return {
    entries: () => entries,
    add(message) {
      const entry: OutboxEntry = {
        ...message,
        clientId: given.newClientId(),
        createdAt: new Date(given.now()).toISOString(),
        state: "waiting",
      };
      given.shelf.put(entry);
      set([...entries, entry]);
      start();
      return entry;
    },
    retry(clientId) {
      const held = entries.find((e) => e.clientId === clientId);
      if (held) replace({ ...held, state: "waiting", reason: undefined });
    },
    discard: drop,
    reread,
    lead() {
      isLeading = true;
      reread();
    },
    rest() {
      isLeading = false;
    },
    wake() {
      for (const lane of lanes.values()) lane.wake();
      start();
    },
  };
}

/** Client ids begin with the time they were made, so they sort as they were written, in whichever tab. */
function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...entries].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}
