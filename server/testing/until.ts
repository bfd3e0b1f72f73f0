/** Asks every few milliseconds until the answer is truthy, and returns it; throws with `what` after 25 s. For tests, instead of a fixed sleep. */
export async function until<T>(what: string, read: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const value = await read();
    if (value) return value as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`waited 25 s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
