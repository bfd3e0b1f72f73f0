const SECONDS = 1;

/** Each worker starts anew as soon as it has ended, until a second is over. */
export async function repeat<W>(
  workers: readonly W[],
  work: (worker: W) => Promise<void>,
): Promise<{ done: number; perSecond: number }> {
  let done = 0;
  const start = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() - start < SECONDS * 1000) {
        await work(worker);
        done++;
      }
    }),
  );
  return { done, perSecond: done / ((performance.now() - start) / 1000) };
}
