"use client";

import { useTranslations } from "next-intl";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** One's own name. */
export function NameForm({ action, name }: { action: FormAction; name: string }) {
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
      <div>
        <Button type="submit" variant="primary" busy={isBusy}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
