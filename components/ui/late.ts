import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/**
 * A part that is loaded when it is first drawn and can be done without: where the network is gone meanwhile it is left out,
 * and nothing around it falls.
 */
// biome-ignore lint/suspicious/noExplicitAny: React's own bound of lazy.
export function late<T extends ComponentType<any>>(
  load: () => Promise<{ default: T }>,
): LazyExoticComponent<T> {
  return lazy(() => load().catch(() => ({ default: Nothing as unknown as T })));
}

function Nothing() {
  return null;
}
