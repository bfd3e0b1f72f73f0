"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { textLink } from "./head";

/** Asks for a link to a new password. `isMailKept`: this installation shows its mail instead of sending it. */
export function ForgotForm({ action, isMailKept }: { action: FormAction; isMailKept: boolean }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} done={state.done} />
      {state.done && isMailKept ? (
        <p className="text-body text-text-2">
          {t("forgot.kept")}{" "}
          <a href="/dev/mail" className={textLink}>
            {t("forgot.keptLink")}
          </a>
        </p>
      ) : null}
      <Field label={t("email")} error={state.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            autoFocus
            defaultValue={state.values.email}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy} className="w-full">
        {t("forgot.button")}
      </Button>
    </form>
  );
}
