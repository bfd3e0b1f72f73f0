"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useLive } from "../realtime/context";
import { Avatar } from "../ui/avatar";

/** The contact is writing. Said aloud once; the dots are for the eye. */
export function TypingDots({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("inbox");
  const { id, contact } = conversation;
  const isTyping = useLive(
    (engine) => engine.typing.in(id)?.some((typist) => typist.memberId === null) ?? false,
  );
  return (
    <div role="status">
      {isTyping ? (
        <div className="mb-2 flex gap-2">
          <Avatar id={contact.id} name={contact.name} size={28} />
          <span className="sr-only">{t("contactTyping", { name: contact.name })}</span>
          <span
            aria-hidden="true"
            className="flex h-9 items-center gap-1 rounded-14 rounded-bl-4 bg-bubble-in px-4"
          >
            {[0, 150, 300].map((delay) => (
              <span
                key={delay}
                className="size-1.5 animate-[dot_1.2s_infinite] rounded-full bg-text-3 opacity-70"
                style={{ animationDelay: `${delay}ms` }}
              />
            ))}
          </span>
        </div>
      ) : null}
    </div>
  );
}
