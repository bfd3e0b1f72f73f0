"use client";

import { useTranslations } from "next-intl";
import { Button } from "../components/ui/button";
import { ErrorCard } from "../components/ui/error";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations();
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl place-items-center px-4">
      <div className="w-full">
        <h1 className="sr-only">{t("app.errorTitle")}</h1>
        <ErrorCard
          fact={t("app.errorTitle")}
          next={t("app.errorNext")}
          reference={error.digest ? t("ui.reference", { id: error.digest }) : null}
          action={<Button onClick={reset}>{t("ui.tryAgain")}</Button>}
        />
      </div>
    </main>
  );
}
