/** `n` is null while it is not known how much of what the peer sent was heard. */
type Peer = { n: number | null; seenAt: number; serves: boolean; isGone: boolean };

/** `first`: what it sent before is not known. `gap`: something it sent has been missed. `repeated`: seen already. */
export type Sighting = "first" | "in order" | "repeated" | "gap";

/** Long enough that a process which was only slow is still known when it comes back, and its gap noticed. */
const FORGET_AFTER_MS = 10 * 60_000;

/** The other processes, by what is heard of them. */
export class Peers {
  readonly #peers = new Map<string, Peer>();

  constructor(private readonly expiryMs: number) {}

  /** Processes alive now that hold sockets. */
  get serving(): number {
    let count = 0;
    for (const peer of this.#peers.values()) if (peer.serves && !peer.isGone) count += 1;
    return count;
  }

  see(from: string, n: number, isNumbered: boolean, now: number): Sighting {
    const peer = this.#peers.get(from);
    if (!peer) {
      this.#peers.set(from, { n, seenAt: now, serves: false, isGone: false });
      return "first";
    }
    const known = peer.n;
    const isBack = peer.isGone;
    peer.seenAt = now;
    peer.isGone = false;
    if (known !== null && isNumbered && n <= known) return "repeated";
    peer.n = Math.max(known ?? n, n);
    if (known !== null && n > known + (isNumbered ? 1 : 0)) return "gap";
    return known === null || isBack ? "first" : "in order";
  }

  /** We were deaf for a while: nobody's number means anything until it is heard again. */
  restart(): void {
    for (const peer of this.#peers.values()) peer.n = null;
  }

  markServing(from: string): void {
    const peer = this.#peers.get(from);
    if (peer) peer.serves = true;
  }

  leave(from: string): void {
    const peer = this.#peers.get(from);
    if (peer) peer.isGone = true;
  }

  /** The processes that have just been silent for too long. */
  expire(now: number): string[] {
    const expired: string[] = [];
    for (const [id, peer] of this.#peers) {
      const silentMs = now - peer.seenAt;
      if (silentMs > FORGET_AFTER_MS) this.#peers.delete(id);
      if (peer.isGone || silentMs <= this.expiryMs) continue;
      peer.isGone = true;
      expired.push(id);
    }
    return expired;
  }
}
