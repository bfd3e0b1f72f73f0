"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";

/** A business and the person who sets it up. */
export function SignUpForm({ action }: { action: FormAction }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} />
      <Field label={t("signUp.business")} hint={t("signUp.businessHint")} error={state.fields.business}>
        {(control) => (
          <Input
            {...control}
            name="business"
            size="lg"
            autoComplete="organization"
            autoFocus
            defaultValue={state.values.business}
          />
        )}
      </Field>
      <Field label={t("name")} error={state.fields.name}>
        {(control) => (
          <Input {...control} name="name" size="lg" autoComplete="name" defaultValue={state.values.name} />
        )}
      </Field>
      <Field label={t("email")} error={state.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            defaultValue={state.values.email}
          />
        )}
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={state.fields.password}>
        {(control) => <PasswordInput {...control} name="password" size="lg" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy} className="mt-1 w-full">
        {t("signUp.button")}
      </Button>
    </form>
  );
}
