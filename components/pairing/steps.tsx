import { useTranslations } from "next-intl";

/** What to do on the phone. */
export function Steps({ isTyping }: { isTyping: boolean }) {
  const t = useTranslations("pairing");
  const steps = [t("step1"), t("step2"), t(isTyping ? "step3code" : "step3"), t("step4")];
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, at) => (
        <li key={step} className="flex gap-3 text-body">
          <span
            aria-hidden="true"
            className="num grid size-5 shrink-0 place-items-center rounded-full bg-primary-soft font-semibold text-caption text-primary-text"
          >
            {at + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
