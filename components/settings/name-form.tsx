"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** One's own name; the e-mail is shown, as it is what one signs in with. */
export function NameForm({ action, name, email }: { action: FormAction; name: string; email: string }) {
  const t = useTranslations("profile");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormMessage message={state.message} done={state.done} />
      <Field label={t("name")} hint={t("nameHint")} error={state.fields.name}>
        {(control) => (
          <Input {...control} name="name" autoComplete="name" defaultValue={state.values.name ?? name} />
        )}
      </Field>
      <Field label={t("email")} hint={t("emailHint")}>
        {(control) => <Input {...control} type="email" value={email} readOnly />}
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={isBusy}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
