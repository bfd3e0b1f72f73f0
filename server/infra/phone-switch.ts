const KEY = Symbol.for("parley.phone");

/** The pretend phone is on in this process; Next's bundle and the middleware ask for it here. */
export function switchPhoneOn(): void {
  (globalThis as { [KEY]?: boolean })[KEY] = true;
}

export function isPhoneOn(): boolean {
  return (globalThis as { [KEY]?: boolean })[KEY] === true;
}
