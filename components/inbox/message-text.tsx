"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { BubbleKind } from "./bubble";
import { splitLinks } from "./links";
import { type RichPart, splitNote, splitRich } from "./rich-text";
import { TextLink } from "./text-link";

const FOLD_LINES = 20;
const CHARACTERS_A_LINE = 70;
/** What a customer writes is shown as it was written; what we write is Markdown. */
const SPLIT: Record<BubbleKind, (text: string) => RichPart[]> = {
  incoming: splitLinks,
  outgoing: splitRich,
  note: splitNote,
};
const LOOKS: Record<NonNullable<RichPart["kind"]>, string> = {
  bold: "font-semibold",
  italic: "italic",
  code: "rounded-4 bg-press px-1 font-mono text-[0.92em]",
  link: "",
  mention: "rounded-4 bg-warning-line px-1 font-semibold",
};

/** The words with their formatting, unless somebody else has drawn it; addresses become links, and what is longer than 20 lines is folded. */
export function MessageText(props: { text: string; kind: BubbleKind; drawn?: ReactNode }) {
  const { text, kind } = props;
  const t = useTranslations("inbox");
  const [isWhole, setWhole] = useState(false);
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
  const isLong = lines > FOLD_LINES;
  return (
    <>
      <p
        className={clsx(
          "whitespace-pre-wrap break-words text-message [overflow-wrap:anywhere] max-sm:text-[0.9375rem] max-sm:leading-[1.3125rem]",
          isLong && !isWhole && "line-clamp-20",
        )}
      >
        {props.drawn ??
          SPLIT[kind](text).map((part, index) =>
            part.href ? (
              <TextLink
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
                key={index}
                href={part.href}
              >
                {part.text}
              </TextLink>
            ) : part.kind ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
              <span key={index} className={LOOKS[part.kind]}>
                {part.text}
              </span>
            ) : (
              part.text
            ),
          )}
      </p>
      {isLong ? (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="mt-1 rounded-4 font-medium text-meta underline underline-offset-2"
        >
          {t(isWhole ? "showLess" : "showAll")}
        </button>
      ) : null}
    </>
  );
}
