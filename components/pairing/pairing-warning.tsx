import { clsx } from "clsx";
import { Clock, Lock, ShieldCheck, Smartphone, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { Button } from "../ui/button";
import { inClock, useSecondsTo } from "./countdown";

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;
type Acts = { onOther: () => void; onMove: (() => void) | null; onReset: () => void };

/** What stands against the number: one attempt left, or the lock, each with its live countdown, and what can be done. */
export function PairingWarning({ status, ...acts }: { status: PairingStatus } & Acts) {
  const t = useTranslations("pairing");
  const { severity, failures, failuresAllowed: allowed } = status;
  if (severity === "none")
    return failures ? (
      <p className="mb-6 text-body text-text-2">{t("usedSays", { failures, allowed })}</p>
    ) : null;
  const isLocked = severity === "locked";
  const Icon = isLocked ? Lock : TriangleAlert;
  return (
    <section
      aria-label={isLocked ? t("lockFact", { failures }) : t("warnFact")}
      className={clsx(
        "mb-6 overflow-hidden rounded-12 border bg-surface",
        isLocked ? "border-danger-line" : "border-warning-line",
      )}
    >
      <div
        role="alert"
        className={clsx(
          "flex flex-wrap items-center gap-4 px-5 py-4",
          isLocked ? "bg-danger-soft" : "bg-warning-soft",
        )}
      >
        <span
          className={clsx(
            "grid size-11 shrink-0 place-items-center rounded-10",
            isLocked ? "bg-danger text-on-danger" : "bg-warning-line text-warning-text",
          )}
        >
          <Icon {...ICON} size={20} />
        </span>
        <div className="min-w-0 grow basis-60">
          <h2
            className={clsx("font-semibold text-list", isLocked ? "text-danger-text" : "text-warning-text")}
          >
            {isLocked ? t("lockFact", { failures }) : t("warnFact")}
          </h2>
          <p className="text-body text-text-2">
            {isLocked ? t("lockNext") : t("warnNext", { failures, allowed })}
          </p>
        </div>
        <WarningTimer status={status} />
      </div>
      <div className="px-5 py-4">
        <Used failures={failures} allowed={allowed} isLocked={isLocked} />
        {isLocked ? <Advice hasMove={acts.onMove !== null} /> : null}
        <div className="mt-4 flex flex-wrap gap-2">
          <Button variant={isLocked ? "primary" : "default"} onClick={acts.onOther}>
            {t("other")}
          </Button>
          {acts.onMove ? <Button onClick={acts.onMove}>{t("move")}</Button> : null}
          {status.mayReset ? (
            <Button variant="ghost" onClick={acts.onReset} className="sm:ml-auto">
              {t("reset")}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** Counts down to the end of the lock, of the rest before the last attempt, or of the two minutes it has to hold. */
function WarningTimer({ status }: { status: PairingStatus }) {
  const t = useTranslations("pairing");
  const reader = useReader();
  const { lockedUntil, restUntil, steadyAt } = status;
  const until = lockedUntil ?? restUntil ?? steadyAt;
  const left = useSecondsTo(until);
  if (!until || left === 0) return null;
  const words = lockedUntil ? "until" : restUntil ? "restUntil" : "steadyUntil";
  return (
    <p className="sm:text-right" aria-live="off">
      <span role="timer" className="num block font-[650] text-[1.5rem] text-text leading-7">
        {left === null ? "" : inClock(left)}
      </span>
      <span className="text-meta text-text-2">{t(words, { time: formatDateTime(until, reader) })}</span>
    </p>
  );
}

function Used({ failures, allowed, isLocked }: { failures: number; allowed: number; isLocked: boolean }) {
  const t = useTranslations("pairing");
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden="true" className="flex grow gap-1.5">
        {Array.from({ length: allowed }, (_, at) => at).map((at) => (
          <span
            key={at}
            className={clsx(
              "h-1.5 grow rounded-full",
              at < failures ? (isLocked ? "bg-danger" : "bg-warning-text") : "bg-press",
            )}
          />
        ))}
      </span>
      <span className="text-meta text-text-2">
        {t("used", { failures: Math.min(failures, allowed), allowed })}
      </span>
    </div>
  );
}

function Advice({ hasMove }: { hasMove: boolean }) {
  const t = useTranslations("pairing");
  const lines = [
    { Icon: Smartphone, fact: t("canOther"), next: t("canOtherNext") },
    ...(hasMove ? [{ Icon: ShieldCheck, fact: t("canMove"), next: t("canMoveNext") }] : []),
    { Icon: Clock, fact: t("canWait"), next: t("canWaitNext") },
  ];
  return (
    <>
      <h3 className="mt-4 font-semibold text-body">{t("youCan")}</h3>
      <ul className="mt-2 flex flex-col gap-2.5 text-body text-text-2">
        {lines.map(({ Icon, fact, next }) => (
          <li key={fact} className="flex gap-2.5">
            <Icon {...ICON} className="mt-0.5 shrink-0" />
            <span>
              <strong className="font-semibold">{fact}</strong> {next}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
