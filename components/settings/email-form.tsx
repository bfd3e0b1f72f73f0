"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";

/** The e-mail one signs in with: a new one takes the password and the link that is mailed to it. */
export function EmailForm({ action, email }: { action: FormAction; email: string }) {
  const t = useTranslations("profile");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} done={state.done} />
      <p className="break-words font-medium">{email}</p>
      <Field label={t("newEmail")} hint={t("newEmailHint")} error={state.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="email"
            defaultValue={state.values.email ?? ""}
          />
        )}
      </Field>
      <Field label={t("password")} error={state.fields.current}>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" />}
      </Field>
      <div>
        <Button type="submit" busy={isBusy}>
          {t("changeEmail")}
        </Button>
      </div>
    </form>
  );
}
