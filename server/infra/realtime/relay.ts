import { randomUUID } from "node:crypto";
import type { Logger } from "../log";
import { createRelayLine } from "./relay-line";
import { Peers } from "./relay-peers";
import {
  type Envelope,
  isNumbered,
  type RelayEvent,
  type RelayQuestion,
  readEnvelope,
  relayChannel,
} from "./relay-wire";
import type { RosterSnapshot } from "./roster";

/** What a hub does with what comes from the other processes. */
export type RelayHandlers = {
  onEvent(event: RelayEvent): void;
  onTerminate(userId: string): void;
  onJoin(peer: string, channel: string, userId: string, info: string): void;
  onLeave(peer: string, channel: string, userId: string): void;
  /** These are all of the peer's members; none when it is gone. */
  onRoster(peer: string, roster: RosterSnapshot): void;
  /** Something was missed: the clients of this process have to fetch what they lack. */
  onGap(): void;
  roster(): RosterSnapshot;
  answer(question: RelayQuestion): unknown;
};

/** Passes events, terminations and presence between the processes of one installation over Redis pub/sub. */
export type Relay = {
  /** Takes part as a hub. Without it the relay only sends. */
  attach(handlers: RelayHandlers): void;
  publish(event: RelayEvent): void;
  /** Rejects when Redis cannot be reached now; it is sent once Redis is back, but the caller should not rely on that. */
  terminate(userId: string): Promise<void>;
  join(channel: string, userId: string, info: string): void;
  leave(channel: string, userId: string): void;
  /** The other hubs' answers, as far as they come within 400 ms. */
  ask(question: RelayQuestion): Promise<unknown[]>;
  /** Other hubs alive now. */
  peers(): number;
  close(): Promise<void>;
};

export type RelayOptions = {
  /** Installations that share one Redis need different database numbers: redis://host/0, redis://host/1. */
  url: string;
  log: Logger;
  heartbeatMs?: number;
  /** A process that is silent for this long is gone, and its members with it. */
  expiryMs?: number;
};

const ANSWER_WITHIN_MS = 400;

type Question = { answers: unknown[]; finish: () => void };
/** An envelope without what every envelope has. */
type Body<E = Envelope> = E extends Envelope ? Omit<E, "from" | "n"> : never;

export function createRelay({ url, log, heartbeatMs = 3_000, expiryMs = 10_000 }: RelayOptions): Relay {
  const self = randomUUID();
  const peers = new Peers(expiryMs);
  const questions = new Map<string, Question>();
  let handlers: RelayHandlers | null = null;
  let sent = 0;
  let heardSelfAt = performance.now();

  const line = createRelayLine({ url, channel: relayChannel(url), log, onText: receive, onListening });
  const timer = setInterval(beat, heartbeatMs);
  timer.unref();

  function post(body: Body, isUrgent = true): Promise<void> {
    if (isNumbered(body.kind)) sent += 1;
    return line.send(JSON.stringify({ from: self, n: sent, ...body }), isUrgent);
  }

  function beat(): void {
    const now = performance.now();
    post({ kind: "heartbeat", serves: handlers !== null }, false).catch(() => {});
    for (const peer of peers.expire(now)) {
      log.warn({ peer }, "a realtime process has gone silent; its members are removed");
      handlers?.onRoster(peer, []);
    }
    // Our own heartbeats come back to us. When they stop, the listening connection is dead without having said so.
    if (handlers && line.isListening() && now - heardSelfAt > expiryMs + heartbeatMs) line.relisten();
  }

  function onListening(isAgain: boolean): void {
    heardSelfAt = performance.now();
    peers.restart();
    sayRoster(true);
    if (isAgain) handlers?.onGap();
  }

  function sayRoster(isHello: boolean): void {
    if (handlers) post({ kind: "roster", roster: handlers.roster(), isHello }, false).catch(() => {});
  }

  function receive(text: string): void {
    const envelope = readEnvelope(text);
    if (!envelope || !handlers) return;
    if (envelope.from === self) {
      heardSelfAt = performance.now();
      return;
    }
    try {
      hear(envelope, handlers);
    } catch (error) {
      log.error({ err: error, kind: envelope.kind }, "a message of the realtime relay could not be handled");
    }
  }

  function hear(envelope: Envelope, to: RelayHandlers): void {
    if (envelope.kind === "bye") {
      peers.leave(envelope.from);
      to.onRoster(envelope.from, []);
      return;
    }
    const sighting = peers.see(envelope.from, envelope.n, isNumbered(envelope.kind), performance.now());
    if (sighting === "repeated") return;
    handle(envelope, to);
    if (sighting === "gap") to.onGap();
    const isRosterKnown = sighting === "in order" || envelope.kind === "roster";
    if (!isRosterKnown) post({ kind: "want", of: envelope.from }, false).catch(() => {});
  }

  function handle(envelope: Envelope, to: RelayHandlers): void {
    switch (envelope.kind) {
      case "event":
        to.onEvent(envelope.event);
        break;
      case "terminate":
        to.onTerminate(envelope.userId);
        break;
      case "join":
        to.onJoin(envelope.from, envelope.channel, envelope.userId, envelope.info);
        break;
      case "leave":
        to.onLeave(envelope.from, envelope.channel, envelope.userId);
        break;
      case "heartbeat":
        if (envelope.serves) peers.markServing(envelope.from);
        break;
      case "roster":
        peers.markServing(envelope.from);
        to.onRoster(envelope.from, envelope.roster);
        if (envelope.isHello) sayRoster(false);
        break;
      case "want":
        if (envelope.of === self) sayRoster(false);
        break;
      case "question":
        post({ kind: "answer", id: envelope.id, answer: to.answer(envelope.question) }, false).catch(
          () => {},
        );
        break;
      case "answer": {
        const question = questions.get(envelope.id);
        question?.answers.push(envelope.answer);
        if (question && question.answers.length >= peers.serving) question.finish();
        break;
      }
    }
  }

  function ask(question: RelayQuestion): Promise<unknown[]> {
    if (peers.serving === 0) return Promise.resolve([]);
    const id = randomUUID();
    return new Promise((resolve) => {
      const answers: unknown[] = [];
      const finish = () => {
        clearTimeout(deadline);
        questions.delete(id);
        resolve(answers);
      };
      const deadline = setTimeout(finish, ANSWER_WITHIN_MS);
      questions.set(id, { answers, finish });
      post({ kind: "question", id, question }, false).catch(finish);
    });
  }

  return {
    attach(given) {
      handlers = given;
      line.listen();
    },
    publish: (event) => void post({ kind: "event", event }).catch(() => {}),
    terminate: (userId) => post({ kind: "terminate", userId }),
    join: (channel, userId, info) => void post({ kind: "join", channel, userId, info }).catch(() => {}),
    leave: (channel, userId) => void post({ kind: "leave", channel, userId }).catch(() => {}),
    ask,
    peers: () => peers.serving,
    async close() {
      clearInterval(timer);
      for (const question of questions.values()) question.finish();
      await post({ kind: "bye" }, false).catch(() => {});
      await line.close();
    },
  };
}
