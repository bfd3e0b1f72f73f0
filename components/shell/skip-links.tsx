"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "next-intl";

const PARTS = { inbox: ["list", "thread", "composer"], other: ["content"] } as const;

/** The first stops of Tab on every page: past rail and views to where the work is. */
export function SkipLinks() {
  const t = useTranslations("shell");
  const parts = PARTS[useSelectedLayoutSegment() === "inbox" ? "inbox" : "other"];
  return (
    <nav aria-label={t("skip")}>
      {parts.map((part) => (
        <a key={part} href={`#${part}`} className="skip-link">
          {t(`skipTo.${part}`)}
        </a>
      ))}
    </nav>
  );
}
