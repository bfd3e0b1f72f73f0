/** The one source of "now", so that a test can move it. Milliseconds since 1970. */
export const clock = { now: () => Date.now() };
