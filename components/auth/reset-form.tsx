"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/password-input";

/** The new password of the account `email`, which the browser's own password store learns with it. */
export function ResetForm({ action, email }: { action: FormAction; email: string }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} />
      <input type="email" defaultValue={email} autoComplete="username" readOnly hidden />
      <Field label={t("reset.password")} hint={t("passwordHint")} error={state.fields.password}>
        {(control) => (
          <PasswordInput {...control} name="password" size="lg" autoComplete="new-password" autoFocus />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy} className="w-full">
        {t("reset.button")}
      </Button>
    </form>
  );
}
