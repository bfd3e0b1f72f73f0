import { isPresence, isUserChannel } from "./names";

/**
 * Gathers the channels whose number of subscribers has changed and reports them together, so that a crowd coming back at
 * once costs each channel a few events and not one per head.
 */
export class SubscriptionCounts {
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly everyMs: number,
    private readonly report: (channels: readonly string[]) => void,
  ) {}

  /** Presence channels have their member events instead. */
  changed(channel: string): void {
    if (isPresence(channel) || isUserChannel(channel)) return;
    this.#changed.add(channel);
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const channels = [...this.#changed];
      this.#changed.clear();
      this.report(channels);
    }, this.everyMs);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
