"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";

/** Accepts an invitation: with one button where the person is signed in, else as a new user for `newEmail`. */
export function JoinForm(props: { action: FormAction; tenantName: string; newEmail: string | null }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(props.action);
  const { fields, values } = state;
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} />
      {props.newEmail ? (
        <>
          <Field label={t("email")} hint={t("invite.emailHint")}>
            {(control) => (
              <Input
                {...control}
                type="email"
                size="lg"
                value={props.newEmail ?? ""}
                autoComplete="username"
                readOnly
              />
            )}
          </Field>
          <Field label={t("name")} error={fields.name}>
            {(control) => (
              <Input
                {...control}
                name="name"
                size="lg"
                autoComplete="name"
                autoFocus
                defaultValue={values.name}
              />
            )}
          </Field>
          <Field label={t("password")} hint={t("passwordHint")} error={fields.password}>
            {(control) => (
              <PasswordInput {...control} name="password" size="lg" autoComplete="new-password" />
            )}
          </Field>
        </>
      ) : null}
      <Button type="submit" variant="primary" size="lg" busy={isBusy} className="w-full">
        <span className="block truncate">{t("invite.button", { tenant: props.tenantName })}</span>
      </Button>
    </form>
  );
}
