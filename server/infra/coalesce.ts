export type CoalesceOptions<In> = {
  /** Items of one run. */
  most: number;
  /** Runs at the same time. */
  runs: number;
  /** Items with the same key are never in one run, nor in two at the same time. */
  apart?: (item: In) => string;
};

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Joins calls that are made while others run into one run for all of them: one statement, one commit, for many. Each call's
 * promise settles with its own answer. Where a run of several fails, each is tried by itself, so that one bad item takes no
 * other down: `run` has to bear being repeated.
 */
export function coalesce<In, Out>(
  run: (items: readonly In[]) => Promise<Out[]>,
  { most, runs, apart }: CoalesceOptions<In>,
): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;
  let isScheduled = false;
  const busy = new Set<string>();

  /** One turn of the event loop later, so that what begins together goes together. */
  function schedule(): void {
    if (isScheduled || running >= runs) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      while (running < runs && start());
    });
  }

  function start(): boolean {
    const batch: Waiting<In, Out>[] = [];
    const left: Waiting<In, Out>[] = [];
    for (const one of waiting) {
      const key = apart?.(one.item);
      const mustWait = batch.length >= most || (key !== undefined && busy.has(key));
      if (mustWait) left.push(one);
      else batch.push(one);
      if (key !== undefined && !mustWait) busy.add(key);
    }
    if (batch.length === 0) return false;
    waiting = left;
    running++;
    void settle(batch).finally(() => {
      running--;
      if (apart) for (const { item } of batch) busy.delete(apart(item));
      if (waiting.length) schedule();
    });
    return true;
  }

  async function settle(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await run(batch.map(({ item }) => item));
      for (const [at, one] of batch.entries()) one.resolve(answers[at]!);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      for (const one of batch) await settle([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
