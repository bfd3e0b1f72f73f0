"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/** As the server's limit; it has the last word. */
export const MAX_CONTENT = 10_000;
const COUNT_FROM = MAX_CONTENT * 0.8;
const WARN_FROM = MAX_CONTENT * 0.9;
const number = (count: number) => count.toLocaleString("en-GB");

/** How much of a message is used, once it matters; said aloud at 90 % and at 100 %, not with every letter. */
export function Limit({ id, length }: { id: string; length: number }) {
  const t = useTranslations("inbox.composer");
  const isTooLong = length > MAX_CONTENT;
  return (
    <span
      className={clsx(
        "num self-center pr-2 pb-2 text-right text-meta max-sm:sr-only",
        length >= WARN_FROM ? "text-warning-text" : "text-text-3",
        isTooLong && "text-danger-text!",
      )}
    >
      <span id={id}>
        {length >= COUNT_FROM ? t("count", { count: number(length), max: number(MAX_CONTENT) }) : null}
      </span>
      <span role="status" className="sr-only">
        {isTooLong ? t("full", { max: number(MAX_CONTENT) }) : length >= WARN_FROM ? t("nearLimit") : null}
      </span>
    </span>
  );
}
