import type { Wire } from "../../channels/contract";
import { type CallProvider, ProviderSilent } from "../../channels/outbound";
import { createGuardedFetch, GuardedError, readText } from "../../infra/http/guarded";
import { runtime } from "../../infra/runtime";

const TIMEOUT_MS = 20_000;
/** Before a connection stood, nothing can have arrived. */
const NEVER_LEFT = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Speaks with a provider through the guarded client, at its own address or the one the operator names. */
export function callerOf({ address }: Pick<Wire, "address">, signal: AbortSignal): CallProvider {
  const { env } = runtime();
  const given = env[address.env];
  const base = (given ?? address.usual).replace(/\/+$/, "");
  const privateHosts = [...env.PARLEY_PRIVATE_HOSTS, ...(given ? [new URL(given).hostname] : [])];
  const fetch = createGuardedFetch({ privateHosts });
  return async (path, { method = "GET", headers, json }) => {
    try {
      const answer = await fetch(base + path, {
        method,
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        timeoutMs: TIMEOUT_MS,
        maxRedirects: 0,
        signal,
      });
      return { status: answer.status, json: read(await readText(answer)) };
    } catch (error) {
      throw silenceOf(error);
    }
  };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function silenceOf(error: unknown): unknown {
  if (!(error instanceof GuardedError)) return error;
  const { code = "" } = (error.cause ?? {}) as NodeJS.ErrnoException;
  const neverLeft = ["address", "refused"].includes(error.reason) || NEVER_LEFT.test(code);
  return new ProviderSilent(error.message, !neverLeft);
}
