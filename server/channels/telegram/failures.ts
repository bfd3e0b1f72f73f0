import type { Failure } from "../inbound";
import type { ApiAnswer } from "./wire";

/** Telegram's refusals are told apart by the words of `description`; there are no finer codes (contract §5). */
const BY_WORDS: ({ words: RegExp } & Pick<Failure, "class" | "reason" | "fix" | "isBlocked">)[] = [
  {
    words: /blocked by the user/i,
    class: "recipient",
    isBlocked: true,
    reason: "This person has blocked the bot.",
    fix: "They can write again when they unblock it; try another channel.",
  },
  {
    words: /user is deactivated|can't initiate conversation|chat not found/i,
    class: "recipient",
    reason: "This person cannot be reached on Telegram.",
    fix: "They must write to the bot first; try another channel.",
  },
  {
    words: /kicked from|not a member/i,
    class: "recipient",
    reason: "The bot is no longer in this group.",
    fix: "Add the bot to the group again.",
  },
  {
    words: /business.?connection|business_peer/i,
    class: "recipient",
    reason: "The business account no longer lets the bot write in this chat.",
    fix: "Connect the bot again in Telegram, under Settings, Business, Chatbots, and let it reply.",
  },
  {
    words: /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED/i,
    class: "recipient",
    reason: "The bot may not do this in the group.",
    fix: "Make the bot an administrator of the group, with the right to it.",
  },
  {
    words: /reaction/i,
    class: "content",
    reason: "Telegram does not take this reaction here.",
    fix: "Choose another one, such as 👍 or ❤️.",
  },
  {
    words: /message can't be (edited|deleted)/i,
    class: "content",
    reason: "Telegram no longer lets this message be changed.",
    fix: "Write what has changed as a new message.",
  },
  {
    words: /message to (edit|delete|react) not found|MESSAGE_ID_INVALID/i,
    class: "content",
    reason: "The message is not there any more.",
    fix: "Write what has changed as a new message.",
  },
  {
    words: /failed to get HTTP URL content|wrong file identifier|WEBPAGE_/i,
    class: "content",
    reason: "Telegram could not fetch the file from here.",
    fix: "Look whether this installation can be reached from the internet, and send it again.",
  },
  {
    words: /file is too big|request entity too large/i,
    class: "content",
    reason: "The file is larger than Telegram takes.",
    fix: "Send it smaller, or as a link.",
  },
];

/** What Telegram's error means for the message, in words a person understands. */
export function failureOf({ error_code: code = 0, description = "", parameters }: ApiAnswer): Failure {
  const base = { code: `${code} ${description}`.trim().slice(0, 200) };
  if (code === 429)
    return {
      ...base,
      class: "retry",
      reason: "Telegram takes no more messages for the moment.",
      fix: "It is sent by itself when Telegram allows it.",
      retryAfter: parameters?.retry_after ?? 5,
    };
  const moved = parameters?.migrate_to_chat_id;
  if (moved !== undefined || /message (thread|to be replied) not found|TOPIC_CLOSED/.test(description))
    return {
      ...base,
      class: "retry",
      reason: "The chat has changed its place on Telegram.",
      fix: "It is sent again by itself.",
      ...(moved !== undefined && { movedTo: { scope: "chat", value: String(moved) } }),
    };
  const known = BY_WORDS.find(({ words }) => words.test(description));
  if (known) {
    const { words: _, ...failure } = known;
    return { ...base, ...failure };
  }
  if (code === 401 || code === 404)
    return {
      ...base,
      class: "credentials",
      reason: "Telegram no longer accepts the bot's token.",
      fix: "Take a new token from @BotFather and save it in the inbox's settings.",
    };
  if (code >= 500)
    return { ...base, class: "retry", reason: "Telegram has a problem.", fix: "It is sent again by itself." };
  return {
    ...base,
    class: code === 400 ? "content" : "provider",
    reason: "Telegram did not accept this message.",
    fix: "Write it in another way; if it happens again, look at the trace.",
  };
}
