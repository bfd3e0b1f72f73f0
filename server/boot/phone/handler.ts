import { listChannels } from "../../channels/registry";
import { AppError } from "../../core/errors";
import { textResponse } from "../../infra/node-http/light-response";
import type { Handle } from "../../infra/node-http/listener";
import { requestMeta } from "../../infra/request";
import { fromOf, isThisMachine } from "../../infra/this-machine";
import { json, readJson, refusal } from "../../rest/respond";
import { DEMO_SLUG, type Phone } from "./phone";
import { PhoneAsk, type Signal } from "./schema";
import { type Chat, type Difficulty, PEOPLE, type Travelled } from "./state";

export type PhoneShown = {
  version: number;
  slug: string;
  business: string;
  networks: { key: string; name: string; glyph: { icon: string; tint: string }; tells: Signal[] }[];
  people: { key: string; name: string; phone: string; username: string; network: string }[];
  chats: Record<string, Chat & { conversationId: string | null; inboxId: string }>;
  travelled: Travelled[];
  difficulty: Difficulty;
  /** Milliseconds that the last delivery took from the phone into the inbox. */
  lag: number | null;
};

const HOLD_MS = 15_000;
const MAX_BYTES = 12 * 1024 * 1024;

/**
 * `GET /api/dev/phone?after=<version>` answers once there is something newer; `POST` takes a PhoneAsk; `GET files/<ref>` hands
 * out what customers have sent. Only this machine is answered.
 */
export function phoneHandler(phone: Phone): Handle {
  return async function handlePhone(request) {
    const meta = requestMeta(request.headers);
    try {
      const url = new URL(request.url);
      const host = request.headers.get("host");
      if (!isThisMachine(fromOf(request.headers))) throw new AppError("not_found", "There is nothing here.");
      const [, ref] = /^\/api\/dev\/phone\/files\/(\d+)$/.exec(url.pathname) ?? [];
      if (ref) return file(phone, ref);
      if (request.method === "POST") {
        const origin = request.headers.get("origin");
        if (!origin || !URL.canParse(origin) || new URL(origin).host !== host)
          throw new AppError("forbidden", "Only its own page plays the phone.");
        await phone.ask(await readJson(request, PhoneAsk, MAX_BYTES));
        return textResponse("", 204, {});
      }
      const after = Number(url.searchParams.get("after") ?? -1);
      await phone.state.after(after, HOLD_MS);
      return json(await shown(phone));
    } catch (error) {
      return refusal(error, meta);
    }
  };
}

function file(phone: Phone, ref: string): Response {
  const found = phone.state.files.get(ref);
  if (!found) throw new AppError("not_found", "There is no such file.");
  const headers = {
    "content-type": found.contentType,
    "content-disposition": found.kind === "document" ? "attachment" : "inline",
    "content-security-policy": "sandbox",
  };
  return new Response(Uint8Array.from(found.bytes), { headers });
}

async function shown(phone: Phone): Promise<PhoneShown> {
  const { state, networks } = phone;
  const { version, travelled, difficulty } = state;
  if (networks.length === 0) await phone.join();
  const conversations = await phone.conversations();
  const people = Object.entries(PEOPLE).map(([key, { number: _, ...person }]) => ({ key, ...person }));
  const all = people.flatMap(({ key: person }) =>
    phone.networks.map(({ key, inboxId }) => {
      const name = `${person}/${key}`;
      const { messages = [], typingUntil = 0 } = state.chats.get(name) ?? {};
      return [name, { messages, typingUntil, inboxId, conversationId: conversations[name] ?? null }] as const;
    }),
  );
  const tells = new Map(phone.networks.map((one) => [one.key, one.tells]));
  const channels = listChannels().filter(({ key }) => tells.has(key));
  return {
    ...{ version, slug: DEMO_SLUG, business: phone.business, travelled, difficulty, people },
    networks: channels.map(({ key, name, glyph }) => ({ key, name, glyph, tells: tells.get(key)! })),
    chats: Object.fromEntries(all),
    lag: travelled.findLast(({ isOut, took }) => !isOut && took !== null)?.took ?? null,
  };
}
