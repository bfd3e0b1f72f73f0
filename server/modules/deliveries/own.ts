import type { Wire } from "../../channels/contract";
import { findChannel } from "../../channels/registry";
import type { Sql } from "../../infra/db";
import { openCredentials } from "../inboxes/credentials";

type Part = { name: string | null; part: unknown };
/** What of a delivery is an inbox's own, what by name is not; `toPassOn` may be for others as well. */
export type Sorted = { own: Part[]; foreign: Part[]; toPassOn: Part[] };

/** Throws where the parts cannot be told apart. */
export function sorted({ shared }: Pick<Wire, "shared">, credentials: unknown, payload: unknown): Sorted {
  if (!shared) return { own: [], foreign: [], toPassOn: [] };
  const names = shared.namesOf(credentials);
  const parts = shared.partsOf(payload);
  const isOwn = ({ name }: Part) => name === null || names.includes(name);
  return {
    own: parts.filter(isOwn),
    foreign: parts.filter((part) => !isOwn(part)),
    // A number is one inbox's alone, an account that of all its numbers.
    toPassOn: parts.filter(({ name }) => name !== null && name !== names[0]),
  };
}

export function bodyOf({ shared }: Pick<Wire, "shared">, parts: readonly Part[]): Buffer {
  return Buffer.from(JSON.stringify(shared!.joined(parts.map(({ part }) => part))));
}

type Stored = { tenantId: string; inboxId: string; channel: string; sealed: Buffer | null; body: Buffer };

/**
 * A stored body as those of its inbox may read it: until it is sorted, and where that has failed, others' parts are in it. Null:
 * nobody can tell whose it is.
 */
export async function readableBody(sql: Sql, stored: Stored): Promise<Buffer | null> {
  const wire = findChannel(stored.channel)?.wire;
  const payload = jsonOf(stored.body);
  // What is no JSON is nobody's: no part of it was ever read.
  if (!wire?.shared || payload === undefined) return stored.body;
  try {
    const { own, foreign } = sorted(wire, await credentialsOf(sql, wire, stored), payload);
    return foreign.length === 0 ? stored.body : bodyOf(wire, own);
  } catch {
    return null;
  }
}

async function credentialsOf(sql: Sql, wire: Wire, { tenantId, inboxId, sealed }: Stored): Promise<unknown> {
  return wire.credentials.parse(sealed && (await openCredentials(sql, { tenantId, inboxId }, sealed)));
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
