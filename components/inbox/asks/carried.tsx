"use client";

import { Check, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AnswerRow } from "../../../server/core/form";
import type { Asked } from "../../../server/modules/messages/ask-schema";
import { useReader } from "../../i18n/clock";
import { formatDate } from "../../i18n/time";

const CHIP = "flex items-center gap-1 rounded-full border border-current/40 px-2.5 py-0.5 text-meta";

/** What a message asks of the customer, as far as a colleague needs to see it, and what was answered. */
export function AskShown({ ask }: { ask: Asked }) {
  const t = useTranslations("asks");
  const { answer } = ask;
  return (
    <div className="mt-2">
      {ask.type === "choices" ? (
        <ul aria-label={t("kinds.choices")} className="flex flex-wrap gap-1.5">
          {ask.choices.map((title, at) => (
            <li key={title} className={CHIP}>
              <Picked isPicked={answer?.pick === at} />
              {title}
            </li>
          ))}
        </ul>
      ) : null}
      {ask.type === "cards" ? <Cards ask={ask} /> : null}
      {ask.type === "form" ? (
        <ul aria-label={t("kinds.form")} className="flex list-disc flex-col gap-0.5 pl-5 text-meta">
          {ask.fields.map(({ key, label, isRequired }) => (
            <li key={key}>
              {label} {isRequired ? null : <span className="opacity-75">({t("optional")})</span>}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-1.5 text-caption opacity-75">{t(answer ? "answered" : "waiting")}</p>
    </div>
  );
}

function Picked({ isPicked }: { isPicked: boolean }) {
  const t = useTranslations("asks");
  return isPicked ? <Check role="img" aria-label={t("picked")} size={13} strokeWidth={2.5} /> : null;
}

function Cards({ ask }: { ask: Extract<Asked, { type: "cards" }> }) {
  const t = useTranslations("asks");
  let pick = -1;
  return (
    <ul aria-label={t("kinds.cards")} className="flex flex-wrap gap-2">
      {ask.cards.map((card, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was sent does not move.
        <li key={at} className="flex w-48 flex-col gap-1 rounded-10 border border-current/25 p-2">
          <span className="font-semibold text-body">{card.title}</span>
          {card.text ? <span className="text-meta">{card.text}</span> : null}
          {card.buttons.map(({ title, url }) => {
            pick += 1;
            return (
              <span key={pick} className={CHIP}>
                <Picked isPicked={ask.answer?.pick === pick} />
                {url ? <Link2 aria-hidden="true" size={13} strokeWidth={1.75} /> : null}
                {url ? (
                  <a
                    href={url}
                    target="_blank"
                    rel="noopener noreferrer nofollow"
                    className="truncate underline"
                  >
                    {title}
                  </a>
                ) : (
                  title
                )}
              </span>
            );
          })}
        </li>
      ))}
    </ul>
  );
}

/** What a form had asked before the customer could write. */
export function AnswersShown({ rows }: { rows: readonly AnswerRow[] }) {
  const t = useTranslations("asks");
  const reader = useReader();
  const words = ({ kind, value }: AnswerRow) =>
    typeof value === "boolean"
      ? t(value ? "yes" : "no")
      : kind === "date"
        ? formatDate(`${value}T12:00:00.000Z`, reader)
        : value;
  return (
    <dl
      aria-label={t("before")}
      className="mt-2 grid grid-cols-[minmax(0,auto)_minmax(45%,1fr)] gap-x-3 gap-y-0.5 border-current/15 border-t pt-2 text-meta"
    >
      {rows.map((row) => (
        <div key={row.label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="opacity-75">{row.label}</dt>
          <dd className="min-w-0 break-words [overflow-wrap:anywhere]">{words(row)}</dd>
        </div>
      ))}
    </dl>
  );
}
