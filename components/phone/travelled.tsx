"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Travelled as Entry } from "../../server/boot/phone/state";
import { Badge, type Tone } from "../ui/badge";

const TONES: Record<Entry["state"], Tone> = {
  "under way": "neutral",
  processed: "success",
  delivered: "success",
  ignored: "info",
  seen: "info",
  failed: "danger",
  refused: "warning",
  lost: "warning",
};
const STATES: Record<Entry["state"], string> = {
  "under way": "underWay",
  processed: "processed",
  delivered: "delivered",
  ignored: "ignored",
  seen: "seen",
  failed: "failed",
  refused: "refused",
  lost: "lost",
};

/** What went over the wire, the newest last, with what became of it. */
export function Travelled({ travelled, log }: { travelled: readonly Entry[]; log: string }) {
  const t = useTranslations("phone");
  return (
    <section
      aria-labelledby="phone-travelled"
      className="shrink-0 overflow-hidden rounded-12 border border-border bg-surface shadow-e1"
    >
      <div className="flex min-h-9 items-center justify-between gap-3 border-border border-b px-4">
        <h2 id="phone-travelled" className="font-semibold text-body">
          {t("travelled")}
        </h2>
        <a
          href={log}
          target="_blank"
          rel="noreferrer"
          className="rounded-4 font-medium text-body text-primary-text hover:underline"
        >
          {t("openLog")}
        </a>
      </div>
      {travelled.length === 0 ? (
        <p className="px-4 py-3 text-body text-text-2">{t("nothingTravelled")}</p>
      ) : null}
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        aria-labelledby="phone-travelled"
        className="scroll-area flex max-h-31 flex-col-reverse divide-y divide-y-reverse divide-border empty:hidden max-lg:max-h-72"
      >
        {travelled.toReversed().map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Row({ entry }: { entry: Entry }) {
  const t = useTranslations("phone");
  const { at, isOut, what, detail, isAgain, state, took, reason } = entry;
  const Arrow = isOut ? ArrowRight : ArrowLeft;
  const words = t.has(`whats.${what}` as "whats.message")
    ? t(`whats.${what}` as "whats.message", { detail })
    : what;
  const stated = t(`states.${STATES[state]}` as "states.processed", {
    took: took ?? 0,
    hasTook: String(took !== null),
    reason,
  });
  return (
    <li className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 px-4 py-1 text-body">
      <time className="num shrink-0 text-meta text-text-2">{clockOf(at)}</time>
      <span className="flex w-34 shrink-0 items-center gap-2 text-meta text-text-2">
        <Arrow aria-hidden="true" size={12} /> {t(isOut ? "toPhone" : "toInbox")}
      </span>
      <span className="min-w-0 grow basis-40 truncate">
        {words}
        {isAgain ? t("again") : ""}
      </span>
      <span title={stated} className="max-w-full truncate">
        <Badge tone={TONES[state]}>{stated}</Badge>
      </span>
    </li>
  );
}

/** With thousandths: a line is a moment. */
function clockOf(at: number): string {
  const date = new Date(at);
  return `${date.toLocaleTimeString("en-GB")}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
