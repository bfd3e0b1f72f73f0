import { z } from "zod";
import type { InboundItem } from "../inbound";
import { heard } from "../whatsapp/words";
import { type Client, refusalIn, silent } from "./client";
import { groupId, idsOf, isGroupJid, phoneOf, splitJid } from "./jid";
import { refOf } from "./media";
import { timeOf } from "./own";
import { Answer } from "./wire";

const text = z.string().nullish();
const Chat = z.looseObject({ jid: z.string(), name: text });
const Past = z.looseObject({
  ...{ id: z.string().min(1), sender_jid: text, sender_display_name: text, content: text, timestamp: text },
  ...{ is_from_me: z.boolean().optional(), media_type: text, filename: text },
});
type Past = z.infer<typeof Past>;
const Page = z.looseObject({ data: z.array(z.unknown()).nullable().catch([]) });

/** The gateway gives at most 100 a page; of older times there is no end, so the newest are enough. */
const PAGE = 100;
const MAX_CHATS = 500;

/** `/chats`, and of each `/chat/{jid}/messages` (contract §4), oldest first. Throws ProviderSilent. */
export async function* historyOf(client: Client, receivedAt: Date): AsyncGenerator<InboundItem> {
  for (let offset = 0; offset < MAX_CHATS; offset += PAGE) {
    const chats = await page(client, `/chats?limit=${PAGE}&offset=${offset}`);
    for (const raw of chats) {
      const chat = Chat.safeParse(raw);
      if (!chat.success || !isOfPeople(chat.data.jid)) continue;
      const { jid, name } = chat.data;
      const past = await page(client, `/chat/${jid}/messages?limit=${PAGE}&offset=0`);
      const read = past.flatMap((one) => Past.safeParse(one).data ?? []);
      const inOrder = read.sort((a, b) => (a.timestamp ?? "").localeCompare(b.timestamp ?? ""));
      for (const message of inOrder) yield itemOf(message, { jid, name: name || null }, receivedAt);
    }
    if (chats.length < PAGE) return;
  }
}

/** Neither broadcasts nor newsletters nor one's own status. */
const isOfPeople = (jid: string) => ["s.whatsapp.net", "c.us", "lid", "g.us"].includes(splitJid(jid).server);

async function page(client: Client, path: string): Promise<unknown[]> {
  const { status, json } = await client.call(path);
  const found = Page.safeParse(Answer.safeParse(json).data?.results);
  if (status < 300 && found.success) return found.data.data ?? [];
  // A chat that the gateway cannot read takes none of the others with it.
  if (refusalIn(status, json)?.class === "provider") return [];
  throw silent(status, "what was written before");
}

const KINDS: Record<string, string> = {
  ...{ image: "image/jpeg", video: "video/mp4", ptt: "audio/ogg", audio: "audio/ogg", sticker: "image/webp" },
};

function itemOf(past: Past, chat: { jid: string; name: string | null }, receivedAt: Date): InboundItem {
  const { id, sender_jid, sender_display_name, content, media_type: kind, filename } = past;
  const isGroup = isGroupJid(chat.jid);
  const isOurs = past.is_from_me === true;
  const ids = isGroup ? idsOf(sender_jid ?? "") : idsOf(chat.jid);
  const name = isGroup ? (sender_display_name ?? null) : chat.name;
  const contentType = KINDS[kind ?? ""] ?? "";
  const file = {
    ref: refOf({ id, chat: chat.jid }),
    ...{ contentType, name: kind === "document" ? (filename ?? null) : null, sha256: null, size: null },
    isVoice: kind === "ptt",
  };
  const isEmpty = !kind && !content;
  return {
    ...{ type: "message", externalId: id, at: timeOf(past.timestamp ?? "", receivedAt) },
    author: isOurs ? "us" : "contact",
    person: { ids, name, phone: phoneOf(ids), username: null },
    group: isGroup ? { id: groupId(chat.jid), name: chat.name } : null,
    ...heard(content ?? ""),
    files: kind ? [file] : [],
    extra:
      kind === "sticker"
        ? { type: "sticker", emoji: null }
        : isEmpty
          ? { type: "unsupported", what: "older" }
          : null,
    ...{ replyTo: null, isForwarded: false, referral: null, album: null, route: null },
  };
}
