"use client";

import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";

/** The way down, and how much has come there meanwhile. */
export function NewestPill({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useTranslations("inbox");
  return (
    <button
      type="button"
      onClick={onClick}
      className={clsx(
        "rise num absolute bottom-3 left-1/2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border px-3 font-medium text-meta shadow-e2 max-sm:h-11",
        count > 0
          ? "border-accent-line bg-accent-soft text-accent-text"
          : "border-border bg-raised text-text-2",
      )}
    >
      <ArrowDown aria-hidden="true" size={12} strokeWidth={2} />
      {t("toNewest", { count })}
    </button>
  );
}
