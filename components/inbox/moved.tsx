"use client";

import { UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { useDraft } from "./use-drafts";

/** An open conversation has passed out of one's sight. What one had begun to write in it stays in reach. */
export default function Moved({ conversationId, onBack }: { conversationId: string; onBack: () => void }) {
  const t = useTranslations("inbox");
  const reply = (useDraft(conversationId, "reply")?.content ?? "").trim();
  const note = (useDraft(conversationId, "note")?.content ?? "").trim();
  const kept = [reply, note].filter(Boolean).join("\n\n");
  return (
    <div role="alert" className="scroll-area flex min-h-0 grow flex-col items-center overflow-y-auto">
      <Empty icon={UserRoundCheck} fact={t("movedFact")} next={kept ? t("movedKept") : t("movedNext")}>
        <Button onClick={onBack}>{t("backToList")}</Button>
      </Empty>
      {kept ? (
        <textarea
          readOnly
          value={kept}
          aria-label={t("movedDraft")}
          onFocus={(event) => event.target.select()}
          rows={Math.min(12, kept.split("\n").length + 2)}
          className="mx-4 mb-6 w-[min(480px,calc(100%-2rem))] shrink-0 resize-none rounded-10 border border-border bg-sunken p-3 text-message"
        />
      ) : null}
    </div>
  );
}
