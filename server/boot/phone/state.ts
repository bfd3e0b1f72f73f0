import type { Card, Customer, PhoneArrival, PhoneFile, PhoneSaid, Place } from "../../channels/pretend";
import type { Marked } from "../../core/marked";

export type ShownFile = { url: string; name: string; contentType: string };
/** One message as the phone shows it. `status` of the customer's own: taken by the network, or read by the business. */
export type PhoneMessage = {
  id: string;
  isMine: boolean;
  at: number;
  text: string;
  /** The text as the network's app draws it; null: as it stands. */
  words: Marked | null;
  file: ShownFile | null;
  place: Place | null;
  cards: Card[];
  choices: { id: string; title: string }[];
  replyTo: string | null;
  status: "sent" | "delivered" | "read";
  mine: string | null;
  theirs: string | null;
  isEdited: boolean;
  isRevoked: boolean;
  /** Of the business's: what it calls the message itself. */
  correlationId: string | null;
};
export type Chat = { messages: PhoneMessage[]; typingUntil: number };

/** What went over the wire. `took`: milliseconds until the other side had it. */
export type Travelled = {
  id: number;
  at: number;
  isOut: boolean;
  what: string;
  detail: string;
  isAgain: boolean;
  state: "under way" | "processed" | "ignored" | "failed" | "seen" | "refused" | "lost" | "delivered";
  reason: string;
  took: number | null;
};

export const REFUSALS = ["busy", "lost", "expired"] as const;
export type Refusal = (typeof REFUSALS)[number];
/** What makes it difficult. `delay` in seconds. */
export type Difficulty = {
  isTwice: boolean;
  isOutOfOrder: boolean;
  isUnread: boolean;
  refuse: Refusal | null;
  delay: 0 | 2 | 30;
};
const EASY: Difficulty = { isTwice: false, isOutOfOrder: false, isUnread: false, refuse: null, delay: 0 };
const MAX_TRAVELLED = 60;
const TYPING_MS = 6_000;

export const PEOPLE: Record<string, Customer & { network: string }> = {
  grace: {
    ...{ name: "Grace Whitfield", phone: "+447700900142", username: "gracewhitfield", number: 700000142 },
    network: "whatsapp_cloud",
  },
  rhys: {
    ...{ name: "Rhys Morgan", phone: "+447700900385", username: "rhysmorgan", number: 700000385 },
    network: "telegram",
  },
  yusuf: {
    ...{ name: "Yusuf Demir", phone: "+447700900231", username: "yusufdemir", number: 700000231 },
    network: "whatsapp_web",
  },
  new: {
    ...{ name: "Someone new", phone: "+447700900580", username: "someonenew", number: 700000580 },
    network: "whatsapp_cloud",
  },
};

/** All that the pretend phone shows. Whoever waits is told of each change. */
export class PhoneState {
  version = 1;
  chats = new Map<string, Chat>();
  travelled: Travelled[] = [];
  difficulty: Difficulty = EASY;
  readonly files = new Map<string, PhoneFile>();
  private waiting = new Set<() => void>();
  private lastTravelled = 0;

  changed(): void {
    this.version++;
    for (const go of this.waiting) go();
    this.waiting.clear();
  }

  /** Until something has changed since `version`, at most `ms`. */
  after(version: number, ms: number): Promise<void> {
    if (version !== this.version) return Promise.resolve();
    return new Promise((done) => {
      const go = () => {
        clearTimeout(timer);
        this.waiting.delete(go);
        done();
      };
      const timer = setTimeout(go, ms);
      this.waiting.add(go);
    });
  }

  chat(key: string): Chat {
    const present = this.chats.get(key) ?? { messages: [], typingUntil: 0 };
    this.chats.set(key, present);
    return present;
  }

  /** The chat that holds a message. */
  chatOf(network: string, target: string): string | null {
    for (const [key, { messages }] of this.chats)
      if (key.endsWith(`/${network}`) && messages.some(({ id }) => id === target)) return key;
    return null;
  }

  travel(given: Pick<Travelled, "isOut" | "what" | "detail" | "isAgain" | "state">): Travelled {
    const entry: Travelled = {
      ...{ id: ++this.lastTravelled, at: Date.now(), reason: "", took: null },
      ...given,
    };
    this.travelled = [...this.travelled.slice(1 - MAX_TRAVELLED), entry];
    this.changed();
    return entry;
  }

  startAgain(): void {
    this.chats.clear();
    this.travelled = [];
    this.difficulty = EASY;
    this.changed();
  }

  /** What the customer did, on their own phone. */
  did(
    key: string,
    act: PhoneSaid,
    { file, format }: { file: ShownFile | null; format?: (typed: string) => Marked },
  ): void {
    const drawn = (text: string) => ({ text, words: format?.(text) ?? null });
    const chat = this.chat(key);
    if (act.type === "message") {
      const { id, text, place, card, choice, replyTo } = act;
      chat.messages.push({
        ...blank(id, true),
        ...{
          ...(choice ? { text: choice.title } : drawn(text)),
          file,
          place,
          replyTo,
          cards: card ? [card] : [],
        },
      });
    } else
      this.change(chat, act.target, (message) =>
        act.type === "edit"
          ? { ...message, ...drawn(act.text), isEdited: true }
          : { ...message, mine: act.emoji },
      );
    this.changed();
  }

  /** What the business did, as far as it reaches this phone. */
  arrived(key: string, arrival: PhoneArrival): void {
    const chat = this.chat(key);
    if (arrival.type === "message") {
      const { type: _, ...message } = arrival;
      chat.messages.push({ ...blank(arrival.id, false), ...message, status: "delivered" });
      chat.typingUntil = 0;
    } else if (arrival.type === "typing") {
      chat.typingUntil = Date.now() + TYPING_MS;
      setTimeout(() => this.changed(), TYPING_MS + 50).unref();
    } else if (arrival.type === "read") this.readUpTo(chat, arrival.target);
    else
      this.change(chat, arrival.target, (message) => {
        if (arrival.type === "reaction") return { ...message, theirs: arrival.emoji };
        if (arrival.type === "revoke") return { ...message, isRevoked: true };
        return { ...message, text: arrival.text, words: arrival.words ?? null, isEdited: true };
      });
    this.changed();
  }

  /** The network has taken the customer's message. */
  taken(key: string, id: string): void {
    this.change(this.chat(key), id, (message) =>
      message.status === "sent" ? { ...message, status: "delivered" } : message,
    );
    this.changed();
  }

  /** Answers the business's messages that are read now and were not. */
  readAll(key: string): PhoneMessage[] {
    const chat = this.chat(key);
    const unread = chat.messages.filter(({ isMine, status }) => !isMine && status !== "read");
    for (const message of unread) message.status = "read";
    if (unread.length) this.changed();
    return unread;
  }

  private readUpTo(chat: Chat, target: string | null): void {
    const end = target ? chat.messages.findIndex(({ id }) => id === target) : chat.messages.length - 1;
    for (const message of chat.messages.slice(0, end + 1)) if (message.isMine) message.status = "read";
  }

  private change(chat: Chat, id: string, to: (message: PhoneMessage) => PhoneMessage): void {
    chat.messages = chat.messages.map((message) => (message.id === id ? to(message) : message));
  }
}

function blank(id: string, isMine: boolean): PhoneMessage {
  return {
    ...{
      id,
      isMine,
      at: Date.now(),
      text: "",
      words: null,
      file: null,
      place: null,
      cards: [],
      choices: [],
      replyTo: null,
    },
    ...{ status: "sent", mine: null, theirs: null, isEdited: false, isRevoked: false, correlationId: null },
  };
}
