"use client";

import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DraftMode } from "./drafts";

/** Reply | Note. Left and right move between them. */
export function ComposerTabs(props: {
  mode: DraftMode;
  can: { reply: boolean; note: boolean };
  onChoose: (mode: DraftMode) => void;
}) {
  const t = useTranslations("inbox.composer");
  const tabs = (["reply", "note"] as const).filter((mode) => props.can[mode]);
  return (
    <div role="tablist" aria-label={t("mode")} className="flex rounded-8 bg-press/60 p-0.5">
      {tabs.map((mode) => {
        const isChosen = mode === props.mode;
        return (
          <button
            key={mode}
            type="button"
            role="tab"
            aria-selected={isChosen}
            tabIndex={isChosen ? 0 : -1}
            onClick={() => props.onChoose(mode)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
              const other = tabs.find((tab) => tab !== mode);
              if (other) props.onChoose(other);
            }}
            className={clsx(
              "flex h-6 items-center gap-1.5 rounded-6 px-2.5 font-medium text-body max-sm:h-9 max-sm:px-4",
              isChosen ? "bg-surface text-text shadow-e1" : "text-text-2 hover:text-text",
            )}
          >
            {mode === "note" ? <Lock aria-hidden="true" size={12} strokeWidth={1.75} /> : null}
            {t(mode)}
          </button>
        );
      })}
    </div>
  );
}
