import type { Channel } from "./channels";
import type { Connection } from "./connection";
import { textFrame } from "./frames";

type Delivery = { channel: Channel; frames: Buffer[]; except: string | undefined };

const OPEN = 1;
const MAX_QUEUED_BYTES = 256 * 1024;

/**
 * Writes frames to the subscribers of channels. What is delivered in one turn of the event loop goes out together at its end,
 * neighbours in one channel as one write: under load that saves most of the system calls, which are most of the cost.
 * Order is kept for every socket. Whoever changes who is subscribed calls `flush` first, so nobody can tell the difference.
 */
export class Fanout {
  #queue: Delivery[] = [];
  #queuedBytes = 0;
  #isScheduled = false;
  /** Events written to sockets since the start. */
  delivered = 0;

  constructor(
    private readonly backlogBytes: number,
    /** Called for a socket whose client does not keep up. */
    private readonly onSlow: (connection: Connection) => void,
  ) {}

  deliver(channel: Channel, text: string, except?: string): void {
    const frame = textFrame(text);
    const last = this.#queue.at(-1);
    if (last && last.channel === channel && last.except === undefined && except === undefined) {
      last.frames.push(frame);
    } else {
      this.#queue.push({ channel, frames: [frame], except });
    }
    this.#queuedBytes += frame.length;
    if (this.#queuedBytes > MAX_QUEUED_BYTES) this.flush();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }

  /** To one socket, after all that was delivered before. */
  send(connection: Connection, text: string): void {
    this.flush();
    this.#write(connection, textFrame(text));
  }

  flush(): void {
    const queue = this.#queue;
    if (queue.length === 0) return;
    this.#queue = [];
    this.#queuedBytes = 0;
    const corked = queue.length > 1 ? new Set<Connection>() : null;
    for (const { channel, frames, except } of queue) {
      const bytes = frames.length === 1 ? frames[0]! : Buffer.concat(frames);
      this.delivered += channel.subscribers.size * frames.length;
      for (const connection of channel.subscribers) {
        if (except !== undefined && connection.id === except) continue;
        if (corked && !corked.has(connection)) {
          connection.socket.cork();
          corked.add(connection);
        }
        this.#write(connection, bytes);
      }
    }
    if (corked) for (const connection of corked) connection.socket.uncork();
  }

  #write(connection: Connection, bytes: Buffer): void {
    if (connection.ws.readyState !== OPEN) return;
    if (connection.socket.writableLength > this.backlogBytes) this.onSlow(connection);
    else connection.socket.write(bytes);
  }
}
