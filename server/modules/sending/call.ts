import type { Wire } from "../../channels/contract";
import { type CallProvider, type OpenFile, ProviderSilent } from "../../channels/outbound";
import { createGuardedFetch, GuardedError, readText } from "../../infra/http/guarded";
import { multipart } from "../../infra/http/multipart";
import { runtime } from "../../infra/runtime";
import { unreadOf } from "./unread";

const TIMEOUT_MS = 20_000;

type Place = Pick<Wire, "address">;

/**
 * The address the tenant names, or the operator, or the provider's own, and the guarded client that may go there. What the
 * operator names may lie in a private network; what a tenant names may not.
 */
function reach({ address }: Place, credentials: unknown) {
  const { env } = runtime();
  const own = address.own?.(credentials);
  const given = own || !address.env ? undefined : env[address.env];
  const base = (own ?? given ?? address.usual).replace(/\/+$/, "");
  const privateHosts = [...env.PARLEY_PRIVATE_HOSTS, ...(given ? [new URL(given).hostname] : [])];
  return { base, fetch: createGuardedFetch({ privateHosts }) };
}

const FILE_TIMEOUT_MS = 100_000;

/** Opens files at a provider, of at most `maxBytes`, without holding them. */
export function openerOf(
  wire: Place,
  { credentials, maxBytes, signal }: { credentials: unknown; maxBytes: number; signal: AbortSignal },
): OpenFile {
  const { base, fetch } = reach(wire, credentials);
  return async (address, headers) => {
    try {
      const url = /^https?:/.test(address) ? address : base + address;
      const answer = await fetch(url, { headers, maxBytes, timeoutMs: FILE_TIMEOUT_MS, signal });
      const contentType = answer.headers["content-type"] ?? null;
      return { status: answer.status, contentType, body: answer.body };
    } catch (error) {
      throw silenceOf(error);
    }
  };
}

/** Speaks with a provider. */
export function callerOf(wire: Place, credentials: unknown, signal: AbortSignal): CallProvider {
  return callerWithin(wire, credentials, () => signal);
}

/** The same, with a signal that is made when something is said. */
export function callerWithin(wire: Place, credentials: unknown, signalOf: () => AbortSignal): CallProvider {
  return async (path, { method = "GET", headers, json, body, form }) => {
    const { base, fetch } = reach(wire, credentials);
    const encoded = form && multipart(form.fields, form.files);
    try {
      const answer = await fetch(base + path, {
        method,
        headers: {
          ...(json !== undefined && { "content-type": "application/json" }),
          ...encoded?.headers,
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        ...(body !== undefined && { body }),
        ...(encoded && { body: encoded.body }),
        timeoutMs: encoded ? FILE_TIMEOUT_MS : TIMEOUT_MS,
        maxRedirects: 0,
        signal: signalOf(),
      });
      const retryAfter = secondsOf(answer.headers["retry-after"]);
      return { status: answer.status, json: read(await readText(answer)), retryAfter };
    } catch (error) {
      if (encoded?.body.errored) throw unreadOf(encoded.body.errored);
      throw silenceOf(error, encoded?.isWhole());
    }
  };
}

/** Of a date or a number of seconds (RFC 9110 §10.2.3), an hour at most. */
function secondsOf(header: string | undefined): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? Math.min(seconds, 3_600) : null;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Before a connection stood, nothing can have arrived; from then on, whatever broke, it may have, unless it was not whole. */
function silenceOf(error: unknown, isWhole = true): unknown {
  if (!(error instanceof GuardedError)) return error;
  const { message, reason, wasConnected } = error;
  const isCut = reason === "network" && wasConnected;
  return new ProviderSilent(
    message,
    wasConnected && isWhole,
    isCut ? "broke off before it had answered" : WORDS[reason],
  );
}

const WORDS: Record<GuardedError["reason"], string> = {
  address: "has an address that may not be called from here",
  refused: "could not be reached",
  network: "could not be reached",
  timeout: "did not answer in time",
  too_large: "answered with more than is taken",
  redirect: "sent the request to another address",
};
