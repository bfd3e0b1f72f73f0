import type { OutboxEntry, OutboxShelf } from "./outbox";

/** The outbox of one member in one tenant, in this browser's storage. Where that is full or forbidden, in memory. */
export function createShelf(tenantId: string, memberId: string, storage: Storage | null): OutboxShelf {
  const prefix = shelfPrefix(tenantId, memberId);
  const inMemory = new Map<string, OutboxEntry>();
  return {
    all() {
      const stored: OutboxEntry[] = [];
      for (let i = 0; i < (storage?.length ?? 0); i++) {
        const key = storage!.key(i);
        const entry = key?.startsWith(prefix) ? read(storage!.getItem(key)) : null;
        if (entry) stored.push(entry);
      }
      return [...stored, ...inMemory.values()];
    },
    put(entry) {
      try {
        if (!storage) throw new Error("no storage");
        storage.setItem(prefix + entry.clientId, JSON.stringify(entry));
        inMemory.delete(entry.clientId);
      } catch {
        inMemory.set(entry.clientId, entry);
      }
    },
    remove(clientId) {
      inMemory.delete(clientId);
      storage?.removeItem(prefix + clientId);
    },
  };
}

export function shelfPrefix(tenantId: string, memberId: string): string {
  return `parley.outbox.${tenantId}.${memberId}.`;
}

function read(text: string | null): OutboxEntry | null {
  try {
    const entry = JSON.parse(text ?? "") as OutboxEntry;
    return typeof entry.clientId === "string" && typeof entry.conversationId === "string" ? entry : null;
  } catch {
    return null;
  }
}

let lastTime = 0;
let sameTime = 0;

/** 27 characters: milliseconds and a counter, so that ids made in one tab sort as they were made, then randomness. */
export function newClientId(now = Date.now()): string {
  const time = Math.max(now, lastTime);
  sameTime = time === lastTime ? sameTime + 1 : 0;
  lastTime = time;
  const random = crypto.getRandomValues(new Uint8Array(6));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.toString(36).padStart(9, "0")}-${sameTime.toString(36).padStart(4, "0")}-${tail}`;
}

/** The browser's storage, or null where it may not be used. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
