import type { Env } from "../infra/env";
import { isNearby } from "../infra/this-machine";

/** Whether somebody tries Parley out: the embedded database, no production, and no address by which others reach it. */
export function isTriedOut(env: Env, isEmbedded: boolean): boolean {
  return isEmbedded && env.PARLEY_ENV !== "production" && (!env.APP_URL || isNearby(env.APP_URL));
}

/** Who tries Parley out has the website, the gateway and the rest on the same machine. */
export function reachingThisMachine(env: Env, isEmbedded: boolean): Env {
  if (!isTriedOut(env, isEmbedded) || env.PARLEY_PRIVATE_HOSTS.length > 0) return env;
  return { ...env, PARLEY_PRIVATE_HOSTS: ["localhost", "127.0.0.1", "::1"] };
}
