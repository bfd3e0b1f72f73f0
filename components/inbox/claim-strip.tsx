"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useLive, useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { usePeople } from "./people";

/** Who began to reply first holds the reply for 60 s; the others see it, and may take over. */
export function ClaimStrip({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("inbox.composer");
  const { api, engine } = useWorkspace();
  const people = usePeople(conversation);
  const claim = useLive((live) => live.typing.claim(conversation.id));
  const [, again] = useState(0);
  useEffect(() => {
    if (!claim) return;
    const timer = setTimeout(() => again((n) => n + 1), Math.max(0, claim.until - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [claim]);
  if (!claim || claim.memberId === engine.me.member.id || claim.until < Date.now()) return null;
  /** The other is told; where that fails, both hold it until the first reply, which the guard before sending shows. */
  function takeOver() {
    engine.typing.takeOver(conversation.id);
    const given = { conversationId: conversation.id, isTyping: true, takesOver: true };
    api.conversations.setTyping.mutate(given).catch(() => {});
  }
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-info-line border-t bg-info-soft px-3 py-1.5 text-info-text text-meta"
    >
      <span className="min-w-0 grow truncate">
        {t("claimed", { name: people.member(claim.memberId).firstName })}
      </span>
      <Button size="sm" onClick={takeOver}>
        {t("takeOver")}
      </Button>
    </p>
  );
}
