/** Runs in the page, before anything of it: counts what is listened to, waited for and connected. */
export function watchLeftovers(): void {
  const listeners = new Map<string, number>();
  const timers = new Set<unknown>();
  const sockets: WebSocket[] = [];
  const { addEventListener } = EventTarget.prototype;
  const count = (key: string, by: number) => listeners.set(key, (listeners.get(key) ?? 0) + by);

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const isGlobal =
      this === window ||
      this === document ||
      this instanceof MediaQueryList ||
      this instanceof VisualViewport;
    const signal = typeof options === "object" ? options.signal : undefined;
    const isOnce = typeof options === "object" && options.once;
    if (isGlobal && !isOnce) {
      count(type, 1);
      if (signal) addEventListener.call(signal, "abort", () => count(type, -1));
    }
    addEventListener.call(this, type, listener, options);
  };
  const { setTimeout, clearTimeout, setInterval, clearInterval, WebSocket } = window;
  Object.assign(window, {
    setTimeout(run: () => void, wait: number) {
      const id = setTimeout(() => {
        timers.delete(id);
        run();
      }, wait);
      timers.add(id);
      return id;
    },
    setInterval(run: () => void, wait: number) {
      const id = setInterval(run, wait);
      timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      timers.delete(id);
      clearTimeout(id);
    },
    clearInterval(id: number) {
      timers.delete(id);
      clearInterval(id);
    },
    WebSocket: class extends WebSocket {
      constructor(address: string) {
        super(address);
        sockets.push(this);
      }
    },
    leftovers: () => ({
      listeners: [...listeners].filter(([, n]) => n > 0).map(([type]) => type),
      timers: timers.size,
      sockets: sockets.filter((socket) => socket.readyState < 2).length,
      isNode: document.querySelector("parley-widget") !== null,
      isGlobal: "parley" in window,
      sheets: document.adoptedStyleSheets.length,
    }),
  });
}
