"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmojiSearch } from "./emoji-search";
import { useAgain } from "./use-again";

const USUAL = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** The team's one reaction to a message. */
export default function ReactDialog(props: {
  message: MessageDto;
  conversation: ConversationSummary;
  onClose: () => void;
}) {
  const t = useTranslations("trace");
  const { message, conversation, onClose } = props;
  const { api } = useWorkspace();
  const again = useAgain(conversation);
  const { reactions = [], ...extras } = message.extras ?? {};
  const own = reactions.find(({ isOurs }) => isOurs)?.emoji ?? null;

  function react(emoji: string | null) {
    onClose();
    const others = reactions.filter(({ isOurs }) => !isOurs);
    const shown = [...others, ...(emoji ? [{ emoji, name: null, isOurs: true }] : [])];
    const input = { conversationId: conversation.id, messageId: message.id, emoji };
    void again(message, { extras: { ...extras, ...(shown.length > 0 && { reactions: shown }) } }, () =>
      api.messages.react.mutate(input),
    );
  }
  return (
    <Dialog title={t("react")} onClose={onClose}>
      <EmojiSearch
        onTake={react}
        above={
          <div className="mt-3 flex flex-wrap items-center gap-1">
            {USUAL.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-label={emoji}
                aria-pressed={emoji === own}
                onClick={() => react(emoji)}
                className="grid size-11 place-items-center rounded-10 text-[1.5rem] hover:bg-hover aria-pressed:bg-primary-soft"
              >
                {emoji}
              </button>
            ))}
            {own ? (
              <Button className="ml-auto" onClick={() => react(null)}>
                {t("unreact")}
              </Button>
            ) : null}
          </div>
        }
      />
    </Dialog>
  );
}
