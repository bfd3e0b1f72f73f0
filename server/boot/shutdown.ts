export type Closer = () => Promise<unknown> | unknown;

/** What must end, in the order in which it was started; it ends in the opposite one. */
export type Shutdown = {
  add: (name: string, close: Closer) => void;
  /** Ends everything, once; each part gets `partMs`, and one that fails does not keep the others. */
  run: () => Promise<void>;
  isRunning: () => boolean;
};

export function createShutdown(onProblem: (name: string, error: unknown) => void, partMs = 10_000): Shutdown {
  const parts: { name: string; close: Closer }[] = [];
  let running: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    for (const { name, close } of parts.splice(0).reverse()) {
      const late = new Promise((_, fail) => {
        setTimeout(() => fail(new Error(`not done after ${partMs / 1000} s`)), partMs).unref();
      });
      try {
        await Promise.race([close(), late]);
      } catch (error) {
        onProblem(name, error);
      }
    }
  }
  return {
    add: (name, close) => void parts.push({ name, close }),
    run() {
      running ??= closeAll();
      return running;
    },
    isRunning: () => running !== undefined,
  };
}
