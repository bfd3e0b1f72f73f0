import { type InboundItem, type InboundMessage, isGroup, type Person } from "../../channels/inbound";
import type { DeliveryAbout, DeliveryLine } from "./schema";

const MOST = 3;

/** What a delivery says, in a line or a few, so that its row can be read without it; telephone numbers cut to their ends. */
export function aboutOf(items: readonly InboundItem[]): DeliveryAbout {
  const lines = items.filter((item) => item.type !== "ignored").map(lineOf);
  return { lines: lines.slice(0, MOST), more: Math.max(0, lines.length - MOST) };
}

function lineOf(item: Exclude<InboundItem, { type: "ignored" }>): DeliveryLine {
  const line = (what: DeliveryLine["what"], who: string | null = null, detail: string | null = null) => ({
    ...{ what, who: cut(who), detail: cut(detail) },
  });
  switch (item.type) {
    case "message":
      return line(item.author === "us" ? "echo" : "message", whoOf(item.person), kindOf(item));
    case "status":
      return line("status", null, item.status);
    case "reaction":
      return line("reaction", whoOf(item.person), item.emoji);
    case "activity":
      return item.happening.what === "call"
        ? line("call", whoOf(item.person), item.happening.outcome)
        : line("activity", whoOf(item.person));
    case "typing":
    case "reachable":
      return line(item.type, whoOf(item.person));
    case "renamed":
      return line("renamed", whoOf(item.to));
    case "account":
      return line("account", null, item.event.replaceAll("_", " "));
    case "template":
      return line("template", null, item.name);
    case "edit":
    case "revoke":
      return line(item.type);
  }
}

/** By whole characters: half of one is no JSON. */
const cut = (text: string | null) => text && [...text].slice(0, 60).join("");

/** "+44…42", "@gracewhitfield", or the name. Of a group its name. */
function whoOf({ phone, username, name, ids }: Person): string | null {
  if (isGroup(ids)) return name;
  const digits = phone?.replace(/\D/g, "") ?? "";
  if (digits.length >= 7) return `+${digits.slice(0, 2)}…${digits.slice(-2)}`;
  return username ? `@${username}` : name;
}

const KINDS: Record<string, string> = { image: "picture", video: "video", audio: "audio" };

function kindOf({ files, extra, content }: InboundMessage): string {
  if (extra) return extra.type;
  const [file] = files;
  if (!file) return content ? "text" : "empty";
  return file.isVoice ? "voice" : (KINDS[file.contentType.split("/")[0]!] ?? "file");
}
