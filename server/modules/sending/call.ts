import type { Wire } from "../../channels/contract";
import { type CallProvider, type OpenFile, ProviderSilent } from "../../channels/outbound";
import { createGuardedFetch, GuardedError, readText } from "../../infra/http/guarded";
import { type FormPart, multipart } from "../../infra/http/multipart";
import { runtime } from "../../infra/runtime";

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
  const { base, fetch } = reach(wire, credentials);
  return async (path, { method = "GET", headers, json, body, form }) => {
    const encoded = form && (await encode(form));
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
        signal,
      });
      const retryAfter = secondsOf(answer.headers["retry-after"]);
      return { status: answer.status, json: read(await readText(answer)), retryAfter };
    } catch (error) {
      throw silenceOf(error);
    }
  };
}

/** Nothing is asked of the provider before all files of a form are at hand. */
async function encode({ fields, files }: NonNullable<Parameters<CallProvider>[1]["form"]>) {
  const opened: FormPart[] = [];
  try {
    for (const { open, ...file } of files) opened.push({ ...file, body: await open() });
  } catch (error) {
    for (const { body } of opened) body.destroy();
    const why = error instanceof Error ? error.message : String(error);
    throw new ProviderSilent(`A file could not be read from the storage: ${why}`, false);
  }
  return multipart(fields, opened);
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

/** Before a connection stood, nothing can have arrived; from then on, whatever broke, it may have. */
function silenceOf(error: unknown): unknown {
  if (!(error instanceof GuardedError)) return error;
  const { message, reason, wasConnected } = error;
  const isCut = reason === "network" && wasConnected;
  return new ProviderSilent(
    message,
    wasConnected,
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
