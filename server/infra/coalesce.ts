import { AppError } from "../core/errors";

export type CoalesceOptions<In> = {
  /** Items of one run, and what they may weigh together; one alone may weigh more. */
  most: number;
  weight?: { of: (item: In) => number; most: number };
  /** Runs at the same time. */
  runs: number;
  /** Items of a lane keep their order, and are never in two runs at the same time. */
  lane?: (item: In) => string;
  /** Items with the same one are never in the same run. */
  twin?: (item: In) => string | null;
};

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Joins calls that are made while others run into one run for all of them: one statement, one commit, for many. Each call's
 * promise settles with its own answer. Where a run of several fails, each is tried by itself, so that one bad item takes no
 * other down, unless what they all need is away: `run` has to bear being repeated.
 */
export function coalesce<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  options: CoalesceOptions<In>,
): (item: In) => Promise<Out> {
  const { runs, lane } = options;
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
    const [batch, left] = split(waiting, busy, options);
    if (batch.length === 0) return false;
    waiting = left;
    running++;
    const lanes = lane ? batch.map(({ item }) => lane(item)) : [];
    for (const one of lanes) busy.add(one);
    void settle(batch).finally(() => {
      running--;
      for (const one of lanes) busy.delete(one);
      if (waiting.length) schedule();
    });
    return true;
  }

  async function settle(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await run(batch.map(({ item }) => item));
      for (const [at, one] of batch.entries()) one.resolve(answers[at]!);
    } catch (error) {
      if (batch.length === 1 || isAway(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await settle([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}

/** Whoever waited for it in vain need not wait again for each. */
const isAway = (error: unknown) => error instanceof AppError && error.code === "unavailable";

/** What can go now, and what has to wait; behind one that waits the rest of its lane does too. */
function split<In, Out>(
  waiting: readonly Waiting<In, Out>[],
  busy: ReadonlySet<string>,
  { most, weight, lane, twin }: CoalesceOptions<In>,
): [batch: Waiting<In, Out>[], left: Waiting<In, Out>[]] {
  const batch: Waiting<In, Out>[] = [];
  const left: Waiting<In, Out>[] = [];
  const twins = new Set<string>();
  const held = new Set<string>();
  let weighs = 0;
  let isFull = false;
  for (const one of waiting) {
    const own = lane?.(one.item);
    const twinned = twin?.(one.item) ?? null;
    const weighed = weight?.of(one.item) ?? 0;
    // Nothing smaller goes before what did not fit.
    isFull ||=
      batch.length >= most || (weight !== undefined && batch.length > 0 && weighs + weighed > weight.most);
    const isHeld = own !== undefined && (busy.has(own) || held.has(own));
    if (isFull || isHeld || (twinned !== null && twins.has(twinned))) {
      if (own !== undefined) held.add(own);
      left.push(one);
      continue;
    }
    if (twinned !== null) twins.add(twinned);
    weighs += weighed;
    batch.push(one);
  }
  return [batch, left];
}
