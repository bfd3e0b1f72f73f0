"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/** How much of a message is used, once it matters; said aloud at 90 % and at 100 %, not with every letter. */
export function Limit({ id, length, max }: { id: string; length: number; max: number }) {
  const t = useTranslations("inbox.composer");
  const isTooLong = length > max;
  const isNear = length >= max * 0.9;
  return (
    <span
      className={clsx(
        "num self-center pr-2 pb-2 text-right text-meta max-sm:sr-only",
        isNear ? "text-warning-text" : "text-text-3",
        isTooLong && "text-danger-text!",
      )}
    >
      <span id={id}>{length >= max * 0.8 ? t("count", { count: length, max }) : null}</span>
      <span role="status" className="sr-only">
        {isTooLong ? t("full", { max }) : isNear ? t("nearLimit") : null}
      </span>
    </span>
  );
}
