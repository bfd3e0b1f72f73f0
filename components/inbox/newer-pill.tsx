"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";

/** "3 newer": the way up to what came while the list was scrolled. */
export function NewerPill({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useTranslations("inbox");
  return (
    <button
      type="button"
      onClick={onClick}
      className="rise num absolute top-[92px] left-1/2 z-10 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border border-accent-line bg-accent-soft px-3 font-medium text-accent-text text-meta shadow-e2 max-sm:h-11"
    >
      <ArrowUp aria-hidden="true" size={12} strokeWidth={2} />
      {t("newer", { count })}
    </button>
  );
}
