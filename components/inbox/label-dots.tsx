"use client";

import { useTranslations } from "next-intl";
import { useNames } from "./reference";

/** Up to two labels as dot and name, then "+2". */
export function LabelDots({ labelIds, most = 2 }: { labelIds: readonly string[]; most?: number }) {
  const t = useTranslations("inbox.row");
  const { labels } = useNames();
  const known = labelIds.flatMap((id) => labels.get(id) ?? []);
  return (
    <>
      {known.slice(0, most).map((label) => (
        <span key={label.id} className="flex min-w-0 items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2 shrink-0 rounded-full"
            style={{ backgroundColor: label.colour }}
          />
          <span className="truncate">{label.name}</span>
        </span>
      ))}
      {known.length > most ? (
        <span className="shrink-0 text-text-3">{t("moreLabels", { count: known.length - most })}</span>
      ) : null}
    </>
  );
}
