import { vi } from "vitest";
import { type Chat, createChat } from "../app/chat";
import type { Lock } from "../app/sender";
import { createStore } from "../app/store";
import { DEFAULT_TEXTS } from "../app/texts";
import { createWord } from "../app/word";
import { FakeServer, ORIGIN } from "./fake-server";
import { SharedStorage } from "./memory-storage";
import { seeded } from "./random";

/** The tabs of one browser: one storage, one lock, one server. */
export function browser(seed: number) {
  const random = seeded(seed);
  const server = new FakeServer(random);
  const storage = new SharedStorage();
  const tabs = new Map<Chat, string[]>();
  const written: string[] = [];
  server.install();
  vi.spyOn(Math, "random").mockImplementation(random);

  let held: Promise<unknown> = Promise.resolve();
  const lock: Lock = (run) => {
    const turn = held.then(run, run);
    held = turn.catch(() => {});
    return turn;
  };

  function openTab(): Chat {
    const events: string[] = [];
    const chat: Chat = createChat({
      inbox: "demo",
      origin: ORIGIN,
      store: createStore(storage.tab((key, value) => tabs.has(chat) && chat.stored(key, value))),
      lock,
      texts: DEFAULT_TEXTS,
      isOnline: () => !server.isDown,
      isVisible: () => true,
      page: () => "https://shop.test/",
      word: createWord({ said: {}, emit: () => {} }),
      isReading: () => true,
      onInbox: () => {},
      emit: (event, detail) => events.push(`${event} ${(detail as { id?: string } | undefined)?.id ?? ""}`),
      onChange: () => {},
    });
    tabs.set(chat, events);
    chat.open();
    return chat;
  }

  function write(tab: Chat, text: string): void {
    if (tab.write(text)) written.push(text);
  }

  function kill(tab: Chat): void {
    tab.stop();
    tabs.delete(tab);
  }

  return { random, server, storage, tabs, written, openTab, write, kill };
}
