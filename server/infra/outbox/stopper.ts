/** Ends one run from outside. Its AbortSignal is made when first asked for: most handlers are done before they could look. */
export function stopper() {
  let controller: AbortController | undefined;
  let reject: ((reason: Error) => void) | undefined;
  let reason: Error | undefined;
  return {
    signal(): AbortSignal {
      controller ??= new AbortController();
      if (reason) controller.abort(reason);
      return controller.signal;
    },
    why: () => reason,
    /** Settles as `running` does, or rejects as soon as `stop` is called. */
    race(running: Promise<void>): Promise<void> {
      return new Promise((resolve, fail) => {
        reject = fail;
        running.then(resolve, fail);
        if (reason) fail(reason);
      });
    },
    stop(why: Error): void {
      reason ??= why;
      controller?.abort(reason);
      reject?.(reason);
    },
  };
}
