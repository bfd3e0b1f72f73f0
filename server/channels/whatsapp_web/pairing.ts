import type { Readable } from "node:stream";
import { z } from "zod";
import type { CallProvider, OpenFile } from "../outbound";
import type { Pairing, PairingCode, PairingPicture, Refused } from "../pairing";
import { type Client, clientOf, refusalIn, silent } from "./client";
import type { GatewayCredentials } from "./credentials";
import { historyOf } from "./history";
import { userOf } from "./jid";
import { askStatus } from "./status";
import { Answer, DeviceListed } from "./wire";

type Given = { credentials: GatewayCredentials; call: CallProvider };

const Picture = z.looseObject({ qr_link: z.string(), qr_duration: z.number().positive().max(600) });
const Code = z.looseObject({ pair_code: z.string().min(1) });
/** Of the pairing window: 60 s and five times 20 (contract §3). */
const CODE_SECONDS = 160;
const MAX_PICTURE = 500_000;

/** How a phone is joined to the gateway's device (contract §3). */
export const pairing: Pairing<GatewayCredentials> = {
  status: ({ credentials, call }) => askStatus(clientOf(credentials, call), credentials.baseUrl),
  showPicture,
  makeCode,
  async devices({ credentials, call }) {
    const answer = await ask(
      clientOf(credentials, call),
      "/app/devices",
      z.array(DeviceListed).nullable().catch([]),
    );
    if ("type" in answer) return answer;
    const devices = (answer.results ?? []).map(({ name, display_name, jid, device, state }) => ({
      name: name || display_name || "WhatsApp",
      number: userOf(jid || device) || null,
      state: state ?? "logged_in",
    }));
    return { type: "devices", devices };
  },
  logOut: (given) => act(given, "/app/logout"),
  reconnect: (given) => act(given, "/app/reconnect"),
  history: ({ credentials, call, receivedAt }) => historyOf(clientOf(credentials, call), receivedAt),
  learn: (credentials, number) => ({ ...credentials, number }),
};

async function showPicture({
  credentials,
  call,
  open,
}: Given & { open: OpenFile }): Promise<PairingPicture | Refused> {
  const client = clientOf(credentials, call);
  const answer = await ask(client, "/app/login", Picture);
  if ("type" in answer) return answer;
  const { qr_link, qr_duration: seconds } = answer.results;
  // The gateway names itself as it sees itself; it is asked where we know it.
  const path = /\/?(statics\/[^?#]+)/.exec(qr_link)?.[1];
  if (!path) throw silent(200, "where its code is");
  const { status, body, contentType } = await open(`/${path}`, client.headers);
  if (status >= 300) {
    body.destroy();
    throw silent(status, "what its code is");
  }
  return {
    type: "picture",
    contentType: contentType?.split(";")[0] ?? "image/png",
    bytes: await bytesOf(body),
    seconds,
  };
}

async function bytesOf(body: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += (part as Buffer).length;
    if (size > MAX_PICTURE) throw silent(200, "a code of a size that can be one");
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

async function makeCode({
  credentials,
  call,
  phone,
}: Given & { phone: string }): Promise<PairingCode | Refused> {
  const path = `/app/login-with-code?phone=${encodeURIComponent(phone)}`;
  const answer = await ask(clientOf(credentials, call), path, Code);
  if ("type" in answer) return answer;
  return { type: "code", code: answer.results.pair_code, seconds: CODE_SECONDS };
}

async function act({ credentials, call }: Given, path: string) {
  const { status, json } = await clientOf(credentials, call).call(path);
  if (status < 300) return null;
  const failure = refusalIn(status, json);
  if (failure) return failure;
  throw silent(status, "whether it was done");
}

async function ask<T extends z.ZodType>(
  client: Client,
  path: string,
  of: T,
): Promise<Refused | { results: z.output<T> }> {
  const { status, json } = await client.call(path);
  const answer = Answer.safeParse(json);
  if (answer.success && status < 300) return { results: of.parse(answer.data.results ?? null) };
  if (answer.data?.code === "ALREADY_LOGGED_IN") return { type: "refused", failure: PAIRED };
  const failure = refusalIn(status, json);
  if (failure) return { type: "refused", failure };
  throw silent(status, "what was asked for");
}

const PAIRED = {
  ...{ class: "content" as const, code: "ALREADY_LOGGED_IN", reason: "A phone is paired already." },
  fix: "Log it out first to pair another one.",
};
