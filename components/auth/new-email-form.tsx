"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button, buttonClass } from "../ui/button";

/** One press moves the account to the new address. */
export function NewEmailForm({ action }: { action: FormAction }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} done={state.done} />
      {state.done ? (
        <Link href="/t" className={buttonClass({ variant: "primary", size: "lg" })}>
          {t("newEmail.goOn")}
        </Link>
      ) : (
        <Button type="submit" variant="primary" size="lg" busy={isBusy} className="w-full">
          {t("newEmail.button")}
        </Button>
      )}
    </form>
  );
}
