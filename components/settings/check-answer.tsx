"use client";

import { clsx } from "clsx";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CheckResult } from "../../server/modules/inboxes/schema";

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

/** What the provider said when it was asked who we are to it. */
export function CheckAnswer({ answer }: { answer: CheckResult | null }) {
  const t = useTranslations("connection");
  const isPartly = answer?.isKnown && answer.facts.some(({ isBad }) => isBad);
  return (
    <div role="status" className="empty:hidden">
      {answer === null ? null : !answer.isKnown ? (
        <p className="flex gap-2 rounded-10 border border-danger-line bg-danger-soft px-3 py-2 text-danger-text">
          <CircleAlert {...ICON} className="mt-0.5 shrink-0" />
          <span>
            <strong className="font-semibold">{answer.reason}</strong> {answer.fix}
          </span>
        </p>
      ) : (
        <div
          className={clsx(
            "rounded-10 border px-3 py-2",
            isPartly ? "border-warning-line bg-warning-soft" : "border-success-line bg-success-soft",
          )}
        >
          <p
            className={clsx(
              "flex items-center gap-2 font-semibold",
              isPartly ? "text-warning-text" : "text-success-text",
            )}
          >
            {isPartly ? (
              <TriangleAlert {...ICON} className="shrink-0" />
            ) : (
              <CircleCheck {...ICON} className="shrink-0" />
            )}
            {t(isPartly ? "worksPartly" : answer.isResumed ? "worksAgain" : "works")}
          </p>
          <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-body">
            {answer.facts.map(({ label, value, isBad }) => (
              <div key={label} className="contents">
                <dt className="text-text-2">{label}</dt>
                <dd className={isBad ? "font-medium text-danger-text" : "text-text"}>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  );
}
