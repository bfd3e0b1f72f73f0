import { newsInWords, newsOf } from "../channels/happenings";
import type { InboundItem } from "../channels/inbound";
import { inWords } from "../channels/words";

/** What an item of a delivery is, on one line. */
export function described(item: InboundItem): string {
  switch (item.type) {
    case "message": {
      const files = item.files.map(({ contentType, isVoice }) =>
        isVoice ? "a voice note" : contentType || "a file",
      );
      const marks = [
        item.author === "us" && "ours",
        item.group && "group",
        item.extra?.type,
        item.replyTo && "reply",
        item.isForwarded && "forwarded",
        item.referral && "referral",
        ...files,
      ];
      const held = marks.filter(Boolean).join(", ");
      const words = inWords(item).replaceAll("\n", " / ");
      return `message${held ? ` (${held})` : ":"} ${words}`.trim();
    }
    case "activity":
      return `line: ${newsInWords(newsOf(item.happening))}`;
    case "status":
      return `status ${item.status}${item.failure ? `: ${item.failure.class} ${item.failure.code}` : ""}`;
    case "edit":
      return `edit: ${item.content}`;
    case "reaction":
      return `reaction ${item.emoji}`;
    case "account":
      return `account ${item.event}${item.news ? ` (${item.news.tone}): ${item.news.fact}` : ""}`;
    case "template":
      return `template ${item.name}: ${item.state ?? item.category ?? item.quality}`;
    case "renamed":
      return `names: ${item.to.name ?? item.to.phone}`;
    case "reachable":
      return item.isReachable ? "reachable" : "unreachable";
    case "typing":
      return item.isTyping ? "typing" : "stopped typing";
    case "revoke":
      return "revoke";
    case "ignored":
      return `ignored: ${item.reason}`;
  }
}
