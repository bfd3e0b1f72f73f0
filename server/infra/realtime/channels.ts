import type { Connection } from "./connection";

/** A channel with at least one subscriber in this process. */
export type Channel = {
  readonly name: string;
  readonly subscribers: Set<Connection>;
  /** Presence channels only: as whom each socket is here. */
  identities: Map<Connection, string> | null;
};

/** Who is subscribed to what, in this process. A channel exists while somebody is in it. */
export class Channels {
  readonly #byName = new Map<string, Channel>();

  get size(): number {
    return this.#byName.size;
  }

  get(name: string): Channel | undefined {
    return this.#byName.get(name);
  }

  names(): Iterable<string> {
    return this.#byName.keys();
  }

  count(name: string): number {
    return this.#byName.get(name)?.subscribers.size ?? 0;
  }

  join(connection: Connection, name: string, userId?: string): Channel {
    let channel = this.#byName.get(name);
    if (!channel) {
      channel = { name, subscribers: new Set(), identities: null };
      this.#byName.set(name, channel);
    }
    channel.subscribers.add(connection);
    // Not push: it would make room for 17 where most connections have one to five.
    connection.channels = [...connection.channels, channel];
    if (userId !== undefined) {
      channel.identities ??= new Map();
      channel.identities.set(connection, userId);
    }
    return channel;
  }

  /** The presence identity the socket had, undefined for other channels. */
  leave(connection: Connection, channel: Channel): string | undefined {
    const userId = channel.identities?.get(connection);
    channel.identities?.delete(connection);
    channel.subscribers.delete(connection);
    if (channel.subscribers.size === 0) this.#byName.delete(channel.name);
    connection.channels = connection.channels.filter((joined) => joined !== channel);
    return userId;
  }
}
