/** Milliseconds: between two signs of typing, without a key until it is over, and that a sign from the team holds. */
const EVERY = 4000;
const PAUSE = 5000;
const HOLDS = 6000;

/** Says that the visitor types, seldom enough, and remembers who of the team does. */
export function createTyping(given: { tell: (isTyping: boolean) => void; onChange: () => void }) {
  let toldAt = 0;
  let pause: ReturnType<typeof setTimeout>;
  let hold: ReturnType<typeof setTimeout>;
  let name: string | null | undefined;

  function over(): void {
    clearTimeout(pause);
    if (toldAt) given.tell(false);
    toldAt = 0;
  }

  function heard(next: string | null | undefined): void {
    clearTimeout(hold);
    if (next !== undefined) hold = setTimeout(() => heard(undefined), HOLDS);
    if (name === next) return;
    name = next;
    given.onChange();
  }

  return {
    /** The name of who types, null when it is not known, undefined when nobody does. */
    name: () => name,
    heard,
    /** A key was pressed; `isEmpty` when nothing is left of what was written. */
    key(isEmpty: boolean): void {
      clearTimeout(pause);
      if (isEmpty) {
        over();
        return;
      }
      pause = setTimeout(over, PAUSE);
      if (Date.now() - toldAt < EVERY) return;
      toldAt = Date.now();
      given.tell(true);
    },
    over,
    stop(): void {
      clearTimeout(pause);
      clearTimeout(hold);
    },
  };
}
