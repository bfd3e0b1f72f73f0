import { randomUUID } from "node:crypto";
import { clock } from "../../core/clock";
import type { PersonId } from "../inbound";
import type {
  CallProvider,
  Gesture,
  GestureDone,
  Outgoing,
  OutgoingExtra,
  ProviderAnswer,
  Sent,
} from "../outbound";
import type { ApiCredentials } from "./credentials";
import { failureOf } from "./failures";
import { signatureOf } from "./verify";
import { Taken } from "./wire";

/** One signed POST to the customer's address, as Standard Webhooks has it. `id` stays the same when it comes again. */
export function postSigned(
  credentials: ApiCredentials,
  { id, event, call }: { id: string; event: object; call: CallProvider },
): Promise<ProviderAnswer> {
  const seconds = String(Math.floor(clock.now() / 1000));
  const body = JSON.stringify(event);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": signatureOf(credentials.secret, id, seconds, body),
  };
  return call(pathOf(credentials), { method: "POST", headers, body });
}

const paths = new WeakMap<ApiCredentials, string>();

/** Of the same inbox it is asked for with every message, and taking an address apart costs more than signing. */
function pathOf(credentials: ApiCredentials): string {
  const known = paths.get(credentials);
  if (known !== undefined) return known;
  const { pathname, search } = new URL(credentials.url);
  paths.set(credentials, pathname + search);
  return pathname + search;
}

export function isTaken({ status }: ProviderAnswer): boolean {
  return status >= 200 && status < 300;
}

const now = () => new Date(clock.now()).toISOString();

/** A message, with our id; its answer may name another one, by which statuses then come. Throws ProviderSilent. */
export async function sendToSystem(
  message: Outgoing,
  credentials: ApiCredentials,
  call: CallProvider,
): Promise<Sent> {
  const { correlationId: id, text, file, extra, replyTo } = message;
  const event = { type: "message", id, at: now(), to: recipientOf(message.to), text, file, replyTo };
  const whole = extra ? { ...event, ...extraOf(extra) } : event;
  const answer = await postSigned(credentials, { id, event: whole, call });
  if (!isTaken(answer)) return { type: "failed", failure: failureOf(answer) };
  const taken = Taken.safeParse(answer.json);
  return { type: "sent", externalId: (taken.success && taken.data.id) || id };
}

function extraOf(extra: OutgoingExtra): object {
  if (extra.type === "location") {
    const { type: _, ...location } = extra;
    return { location };
  }
  if (extra.type === "contacts") return { contacts: extra.people };
  return extra.type === "choices" ? { choices: extra.choices } : {};
}

/** What is done beside writing, as an event of its own. Throws ProviderSilent. */
export async function gestureToSystem(
  gesture: Gesture,
  to: readonly PersonId[],
  { credentials, call }: { credentials: ApiCredentials; call: CallProvider },
): Promise<GestureDone> {
  const { type, target, ...rest } = gesture;
  const event = { type, at: now(), to: recipientOf(to), message: target?.externalId ?? null, ...rest };
  const answer = await postSigned(credentials, { id: `${type}_${randomUUID()}`, event, call });
  return isTaken(answer) ? { type: "done" } : { type: "failed", failure: failureOf(answer) };
}

/** The names as the customer's system gave them, each the last that it gave. */
export function recipientOf(to: readonly PersonId[]) {
  const of = (scope: string) => to.findLast((one) => one.scope === scope)?.value;
  const own = (scope: string) => of(scope)?.replace(/^[^/]*\//, "") ?? null;
  const phone = of("phone");
  return { id: own("id"), phone: phone ? `+${phone}` : null, group: own("group") };
}
