import { Fragment, type ReactNode } from "react";
import { readMarkdown } from "../../server/core/markdown-marks";
import type { Mark, Marked, MarkKind } from "../../server/core/marked";
import { splitLinks, type TextPart } from "./links";
import { runsOf, sectionsOf } from "./marked-runs";
import { TextLink } from "./text-link";

/**
 * Words with formatting beside them, or in Markdown with more than the plain bubble draws: code on lines of its own, quotes,
 * and one format within another.
 */
export default function MarkedText({ text, marks }: { text: string; marks?: readonly Mark[] }) {
  const words: Marked = marks ? { text, marks } : readMarkdown(text);
  return sectionsOf(words).map(({ kind, ...section }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
    <Fragment key={index}>
      {kind === "quote" ? (
        <span className="my-0.5 block border-current/40 border-l-2 pl-2 opacity-85">
          <Runs words={section} />
        </span>
      ) : kind === "block" ? (
        <code className="my-0.5 block rounded-4 bg-current/10 px-2 py-1 font-mono text-[0.92em]">
          {section.text}
        </code>
      ) : (
        <Runs words={section} />
      )}
    </Fragment>
  ));
}

function Runs({ words }: { words: Marked }) {
  return runsOf(words).map(({ text, kinds, href }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
    <Fragment key={index}>
      {kinds.reduceRight<ReactNode>((inner, kind) => wrapped(kind, inner), leaf(text, kinds, href))}
    </Fragment>
  ));
}

function leaf(text: string, kinds: readonly MarkKind[], href: string | undefined): ReactNode {
  if (kinds.includes("code")) return text;
  const parts: TextPart[] = href ? [{ text, href }] : splitLinks(text);
  return parts.map((part, index) =>
    part.href ? (
      <TextLink
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move.
        key={index}
        href={part.href}
      >
        {part.text}
      </TextLink>
    ) : (
      part.text
    ),
  );
}

function wrapped(kind: MarkKind, inner: ReactNode): ReactNode {
  switch (kind) {
    case "bold":
      return <strong className="font-semibold">{inner}</strong>;
    case "italic":
      return <em>{inner}</em>;
    case "strike":
      return <s>{inner}</s>;
    case "code":
      return <code className="rounded-4 bg-current/10 px-1 font-mono text-[0.92em]">{inner}</code>;
    default:
      return inner;
  }
}
