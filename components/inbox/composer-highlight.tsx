"use client";

import { clsx } from "clsx";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { type LivePart, splitLive } from "./live-text";

// Nothing here may change how wide a letter is: the caret is the field's, the letters are drawn here.
const LOOKS: Record<NonNullable<LivePart["kind"]>, string> = {
  bold: "[-webkit-text-stroke:0.5px_currentColor]",
  italic: "italic [font-synthesis:style]",
  strike: "line-through",
  code: "rounded-4 bg-press",
  link: "text-primary-text underline underline-offset-2",
  mention: "text-warning-text",
};
const MARK = "text-text-3";

/** The text of the field, drawn behind it as it will look: the field's own letters are clear. */
export function ComposerHighlight({
  field,
  text,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
}) {
  const layer = useRef<HTMLDivElement>(null);
  const follow = () => {
    if (layer.current && field.current) layer.current.style.translate = `0 ${-field.current.scrollTop}px`;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place follows the text, too.
  useLayoutEffect(follow, [text]);
  useEffect(() => {
    const at = field.current;
    at?.addEventListener("scroll", follow, { passive: true });
    return () => at?.removeEventListener("scroll", follow);
  });
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden max-sm:my-2 [scrollbar-gutter:stable]"
    >
      <div
        ref={layer}
        className="whitespace-pre-wrap break-words px-3 py-2 text-message [overflow-wrap:break-word] max-sm:border max-sm:border-transparent max-sm:py-2.5 max-sm:text-[1rem]"
      >
        {text.split("\n").map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name.
          <Line key={index} line={line} isFirst={index === 0} />
        ))}
      </div>
    </div>
  );
}

function Line({ line, isFirst }: { line: string; isFirst: boolean }) {
  const [, sign = "", rest = ""] = /^(\s*(?:[-*] |\d{1,3}\. |> ?)?)(.*)$/s.exec(line) ?? [];
  const isQuote = sign.trim() === ">";
  return (
    <>
      {isFirst ? null : "\n"}
      <span className={isQuote ? "text-text-2 italic [font-synthesis:style]" : undefined}>
        {sign ? <span className="text-primary-text">{sign}</span> : null}
        {splitLive(rest).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no other name.
          <span key={index}>
            {part.marks ? <span className={MARK}>{part.marks[0]}</span> : null}
            <span className={clsx(part.kind ? LOOKS[part.kind] : part.href && LOOKS.link)}>{part.text}</span>
            {part.marks ? <span className={MARK}>{part.marks[1]}</span> : null}
          </span>
        ))}
      </span>
    </>
  );
}
