const MAX_USERS = 10_000;

/**
 * When each user was last terminated. A signature to sign in has no expiry, so a socket that was opened before the
 * termination, and whose client kept the signature back, must not sign in with it afterwards.
 */
export class Terminations {
  readonly #at = new Map<string, number>();
  /** Stands for all users that had to be forgotten. */
  #forgottenAt = 0;

  add(userId: string, now: number): void {
    this.#at.delete(userId);
    this.#at.set(userId, now);
    if (this.#at.size <= MAX_USERS) return;
    for (const [oldest, at] of this.#at) {
      this.#at.delete(oldest);
      this.#forgottenAt = at;
      break;
    }
  }

  /** Whether a socket opened at `openedAt` is too old to sign in as this user. */
  isTooOld(userId: string, openedAt: number): boolean {
    return openedAt <= (this.#at.get(userId) ?? this.#forgottenAt);
  }
}
