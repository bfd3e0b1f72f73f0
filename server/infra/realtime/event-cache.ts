export type CachedEvent = { event: string; data: string; expiresAt: number };

/** The last event of each cache channel, for a while. Bounded: the channel that was written longest ago goes first. */
export class EventCache {
  readonly #events = new Map<string, CachedEvent>();

  constructor(
    private readonly entries: number,
    private readonly keepMs: number,
  ) {}

  set(channel: string, event: string, data: string, now: number): void {
    this.#events.delete(channel);
    this.#events.set(channel, { event, data, expiresAt: now + this.keepMs });
    if (this.#events.size <= this.entries) return;
    for (const oldest of this.#events.keys()) {
      this.#events.delete(oldest);
      break;
    }
  }

  get(channel: string, now: number): CachedEvent | null {
    const cached = this.#events.get(channel);
    if (!cached || cached.expiresAt > now) return cached ?? null;
    this.#events.delete(channel);
    return null;
  }
}
