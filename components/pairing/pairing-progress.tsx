import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { Ring } from "../ui/ring";
import { inClock, useSecondsTo } from "./countdown";

const STEPS = ["shown", "joined", "held2"] as const;

/** How far the pairing has come; the last step is the two minutes that it has to hold. */
export function PairingProgress({ status }: { status: PairingStatus }) {
  const t = useTranslations("pairing");
  const left = useSecondsTo(status.steadyAt);
  const done = { waiting: 1, paired: 2, steady: 3 }[status.phase];
  const words =
    status.phase === "waiting"
      ? t("waiting")
      : status.phase === "paired"
        ? t("holding", { time: inClock(left ?? 120) })
        : t("steady");
  return (
    <section aria-label={t("progress")} className="rounded-10 border border-border bg-sunken px-4 py-3">
      <p role="status" className="flex items-center gap-2 font-medium text-body">
        {status.phase === "steady" ? (
          <CircleCheck size={16} strokeWidth={1.75} aria-hidden="true" className="text-success-text" />
        ) : (
          <Ring />
        )}
        {words}
      </p>
      <ol className="mt-3 grid grid-cols-3 gap-1.5">
        {STEPS.map((step, at) => (
          <li key={step} aria-current={at === done - 1 ? "step" : undefined}>
            <span
              aria-hidden="true"
              className={clsx("block h-1 rounded-full", at < done ? "bg-primary" : "bg-press")}
            />
            <span className={clsx("text-caption", at < done ? "font-semibold text-text" : "text-text-2")}>
              {t(step)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
