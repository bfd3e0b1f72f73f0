"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/password-input";

/** A new password, which takes the present one. `email` tells the browser's password store whose it is. */
export function PasswordForm({ action, email }: { action: FormAction; email: string }) {
  const t = useTranslations("security");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} done={state.done} />
      <input type="email" defaultValue={email} autoComplete="username" readOnly hidden />
      <Field label={t("current")} error={state.fields.current}>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" />}
      </Field>
      <Field label={t("new")} hint={t("newHint")} error={state.fields.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <div>
        <Button type="submit" busy={isBusy}>
          {t("change")}
        </Button>
      </div>
    </form>
  );
}
