"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";

export function StopForm({ action }: { action: FormAction }) {
  const t = useTranslations("unsubscribe");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-5">
      <FormMessage message={state.message} done={state.done} />
      <Button type="submit" variant="primary" size="lg" busy={isBusy}>
        {t("stop")}
      </Button>
    </form>
  );
}
