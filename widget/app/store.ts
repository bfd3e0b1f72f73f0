/** What survives the page, as far as the browser lets it: where it does not, the same things last as long as the page. */
export type Store = ReturnType<typeof createStore>;

export function createStore(storage: Storage | null) {
  const memory = new Map<string, string>();
  return {
    keys(prefix: string): string[] {
      const kept = Array.from({ length: storage?.length ?? 0 }, (_, i) => storage!.key(i)!);
      return [...new Set([...kept, ...memory.keys()])].filter((key) => key.startsWith(prefix)).sort();
    },
    get<T>(key: string): T | undefined {
      try {
        return JSON.parse(memory.get(key) ?? storage?.getItem(key) ?? "null") ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(key: string, value: unknown): void {
      const text = JSON.stringify(value);
      memory.delete(key);
      try {
        storage!.setItem(key, text);
      } catch {
        memory.set(key, text);
      }
    },
    remove(key: string): void {
      memory.delete(key);
      storage?.removeItem(key);
    },
  };
}

/** Null where the page may not store: reading the property alone may throw. */
export function pageStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
