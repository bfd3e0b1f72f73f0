import { randomUUID } from "node:crypto";
import type { FakeAnswer, FakeCall } from "../fake";
import { isSigned, signatureOf } from "./verify";

/** What a customer's system puts on a request that it signs. */
export function signedHeaders(secret: string, body: string, given: { id?: string; at?: Date } = {}) {
  const { id = `evt_${randomUUID()}`, at = new Date() } = given;
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signature = signatureOf(secret, id, seconds, body);
  return { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signature };
}

/** A customer's system: takes what is signed with its secret, once an id, and gives each message an id of its own. */
export function createApiFake({ secret }: { secret: string }) {
  const seen = new Map<string, string>();
  return function take({ method, headers, json, text }: FakeCall): FakeAnswer {
    const get = (name: string) => (headers[name] as string | undefined) ?? null;
    if (method !== "POST") return { status: 405 };
    if (!isSigned({ headers: { get }, body: Buffer.from(text), path: "" }, secret)) return { status: 401 };
    if ((json as { type: string }).type !== "message") return { status: 200 };
    const id = get("webhook-id")!;
    if (!seen.has(id)) seen.set(id, `sys-${seen.size + 1}`);
    return { status: 200, json: { id: seen.get(id) } };
  };
}
