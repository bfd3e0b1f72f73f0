/** Ends one run from outside. */
export class Stopper {
  private controller: AbortController | undefined;
  private reject: ((reason: Error) => void) | undefined;
  private reason: Error | undefined;

  /** Made when first asked for: most handlers are done before they could look. */
  signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.reason) this.controller.abort(this.reason);
    return this.controller.signal;
  }

  why(): Error | undefined {
    return this.reason;
  }

  /** Settles as `running` does, or rejects as soon as `stop` is called. */
  race(running: Promise<void>): Promise<void> {
    return new Promise((resolve, fail) => {
      this.reject = fail;
      running.then(resolve, fail);
      if (this.reason) fail(this.reason);
    });
  }

  stop(why: Error): void {
    this.reason ??= why;
    this.controller?.abort(this.reason);
    this.reject?.(this.reason);
  }
}
