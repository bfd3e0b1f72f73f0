import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Wire } from "../channels/contract";
import type { CallProvider, Gesture, OpenFile, Outgoing } from "../channels/outbound";
import { getChannel } from "../channels/registry";
import { described } from "./described";
import { credentialsOf } from "./made-up";

/** A payload as the channel's provider really sends it. */
export function recording(channel: string, name: string): unknown {
  const file = join(import.meta.dirname, "../channels", channel, "fixtures", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

type Answer = { status: number; json: unknown; retryAfter?: number };
/** What is given to a wire; the credentials are its own. */
export type Given = { credentials: unknown; call: CallProvider; open: OpenFile };

/** A wire, and a provider that gives it these answers, one after another, and notes what it was asked for. */
export function answering(channel: string, answers: readonly Answer[]) {
  const left = [...answers];
  const asked: string[] = [];
  const call: CallProvider = async (path, { method = "GET" } = {}) => {
    asked.push(`${method} ${path.split("?")[0]}`);
    return left.shift() ?? { status: 599, json: null };
  };
  const open: OpenFile = async (address) => {
    asked.push(`open ${address}`);
    return { status: 200, contentType: null, body: Readable.from([Buffer.from("bytes")]) };
  };
  const wire = getChannel(channel).wire!;
  const given: Given = { credentials: wire.credentials.parse(credentialsOf(channel)), call, open };
  return { wire, given, asked, left };
}

/** What is asked of a wire; all of it as of one customer, and one message of ours. */
export type Ask = (wire: Wire, given: Given) => unknown;
export const ADA = [
  { scope: "chat", value: "700000123" },
  { scope: "phone", value: "447700900123" },
];
export const OURS = { externalId: "1:2", isOurs: true, sender: null, hasFile: false };
const WORDS: Outgoing = {
  ...{ correlationId: "x", to: ADA, text: "Hi", file: null, extra: null, replyTo: null, route: null },
};
export const webhookUrl = "https://app.example.com/api/webhooks/x/y";

export const send: Ask = (wire, given) => wire.send(WORDS, given);
export const check: Ask = (wire, given) => wire.check({ ...given, webhookUrl });
export const templates: Ask = (wire, given) => wire.listTemplates!({ ...given, cursor: null });
/** `more`: what the credentials say beside. */
export const announce =
  (more: object = {}): Ask =>
  (wire, { credentials, ...given }) =>
    wire.announce!({ ...given, credentials: { ...(credentials as object), ...more }, webhookUrl });
export const gesture =
  (done: Gesture): Ask =>
  (wire, given) =>
    wire.gesture!(done, { ...given, to: ADA, route: "bc1" });
export const fetchFile =
  (ref: string): Ask =>
  (wire, given) =>
    wire.fetchFile(ref, given);
export const pairing =
  (what: "status" | "showPicture" | "devices"): Ask =>
  (wire, given) =>
    wire.pairing![what](given);
export const makeCode: Ask = (wire, given) => wire.pairing!.makeCode({ ...given, phone: "447700900000" });
export const history: Ask = async (wire, given) => {
  const told: string[] = [];
  const receivedAt = new Date("2026-09-01T00:00:00Z");
  for await (const item of wire.pairing!.history({ ...given, receivedAt })) told.push(described(item));
  return told;
};
