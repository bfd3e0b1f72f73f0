import { AsyncLocalStorage } from "node:async_hooks";
import WebSocket from "ws";
import type { VisitorMessage } from "../../server/rest/widget/contract";
import { type Chat, createChat } from "../../widget/app/chat";
import { createStore } from "../../widget/app/store";
import { DEFAULT_TEXTS } from "../../widget/app/texts";
import { createWord } from "../../widget/app/word";

type Network = { ip: string; isDown: boolean; sockets: Set<WebSocket> };
const here = new AsyncLocalStorage<Network>();

/** Gives every visitor of this process an address and a network of their own, which may be cut. */
export function installNetworks(): void {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init = {}) => {
    const network = here.getStore();
    if (!network) return fetch(input, init);
    if (network.isDown) return Promise.reject(new TypeError("The network is down."));
    const headers = { ...(init.headers as Record<string, string>), "x-forwarded-for": network.ip };
    return fetch(input, { ...init, headers });
  };
  class VisitorSocket extends WebSocket {
    constructor(url: string) {
      const network = here.getStore();
      if (network?.isDown) throw new Error("The network is down.");
      super(url);
      network?.sockets.add(this);
      this.on("close", () => network?.sockets.delete(this));
      this.on("error", () => {});
    }
  }
  Object.assign(globalThis, { WebSocket: VisitorSocket });
}

/** Somebody with the chat open in one tab, by the chat's own code without its picture. */
export class SoakVisitor {
  readonly written: string[] = [];
  /** How often each message was announced to one page. */
  private announced = new Map<string, number>();
  repeated = 0;
  chat!: Chat;
  private readonly store = createStore(null);
  private readonly network: Network;
  private page = { isGone: false };
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly number: number,
    private readonly origin: string,
    private readonly inbox: string,
  ) {
    this.network = { ip: `10.9.${number >> 8}.${number & 255}`, isDown: false, sockets: new Set() };
    this.open();
  }

  private open(): void {
    this.announced = new Map();
    const { store } = this;
    const page = { isGone: false };
    this.page = page;
    // What a page that is gone was waiting for changes nothing any more.
    const alive: typeof store = {
      ...store,
      set: (key, value) => page.isGone || store.set(key, value),
      remove: (key) => page.isGone || store.remove(key),
    } as typeof store;
    this.chat = here.run(this.network, () => {
      const chat = createChat({
        ...{ inbox: this.inbox, origin: this.origin, store: alive, texts: DEFAULT_TEXTS },
        lock: (run) => {
          const turn = this.turn.then(run, run);
          this.turn = turn.catch(() => {});
          return turn;
        },
        isOnline: () => !this.network.isDown,
        isVisible: () => true,
        isReading: () => true,
        page: () => "https://shop.example/",
        word: createWord({ said: {}, emit: () => {} }),
        onInbox: () => {},
        emit: (event, detail) => event === "message:received" && this.hear((detail as { id: string }).id),
        onChange: () => {},
      });
      chat.open();
      return chat;
    });
  }

  private hear(id: string): void {
    const times = (this.announced.get(id) ?? 0) + 1;
    this.announced.set(id, times);
    if (times > 1) this.repeated++;
  }

  write(text: string): void {
    this.written.push(text);
    here.run(this.network, () => this.chat.write(text));
  }

  /** The page is loaded anew. */
  reload(): void {
    this.chat.stop();
    this.page.isGone = true;
    // Its turn at the queue ends with it, as a browser's lock does.
    this.turn = Promise.resolve();
    this.open();
  }

  /** The line breaks, and the browser does not know. */
  cut(): void {
    for (const socket of this.network.sockets) socket.terminate();
  }

  async lose(ms: number): Promise<void> {
    this.network.isDown = true;
    this.cut();
    here.run(this.network, () => this.chat.offline());
    await new Promise((done) => setTimeout(done, ms));
    this.network.isDown = false;
    here.run(this.network, () => this.chat.wake());
  }

  wake(): void {
    here.run(this.network, () => this.chat.wake());
  }

  get conversationId(): string | null {
    return this.chat.state().thread.id;
  }

  /** Nothing on its way out, nothing missing below what is held. */
  shown(): VisitorMessage[] | null {
    const { queue, thread } = this.chat.state();
    return queue.length || thread.floor ? null : thread.items;
  }

  older(): void {
    here.run(this.network, () => this.chat.earlier());
  }
}
