type Listener = (key: string, value: string | null, old: string | null) => void;

/** What the tabs of one browser share. */
export class SharedStorage {
  readonly map = new Map<string, string>();
  private listeners = new Map<Storage, Listener>();

  /** localStorage as one tab sees it; `listen` hears what the other tabs write, a moment later. */
  tab(listen: Listener): Storage {
    const { map } = this;
    const tell = (from: Storage, key: string, value: string | null) => {
      const old = map.get(key) ?? null;
      for (const [to, listener] of this.listeners)
        if (to !== from) setTimeout(() => listener(key, value, old), 3);
    };
    const view: Storage = {
      get length() {
        return map.size;
      },
      key: (index) => [...map.keys()][index] ?? null,
      getItem: (key) => map.get(key) ?? null,
      setItem(key, value) {
        if (map.get(key) !== value) tell(view, key, value);
        map.set(key, value);
      },
      removeItem(key) {
        if (map.has(key)) tell(view, key, null);
        map.delete(key);
      },
      clear: () => map.clear(),
    };
    this.listeners.set(view, listen);
    return view;
  }
}
