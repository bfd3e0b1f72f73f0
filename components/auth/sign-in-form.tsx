"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Checkbox } from "../forms/checkbox";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";

/** E-mail, password and whether to stay signed in. `next` is where to go on to. */
export function SignInForm(props: { action: FormAction; next: string | null; email: string }) {
  const t = useTranslations("auth");
  const { state, form, isBusy } = useForm(props.action);
  return (
    <form {...form} className="flex flex-col gap-4">
      {props.next ? <input type="hidden" name="next" value={props.next} /> : null}
      <FormMessage message={state.message} />
      <Field label={t("email")} error={state.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            autoFocus={!props.email}
            defaultValue={state.values.email ?? props.email}
          />
        )}
      </Field>
      <Field
        label={t("password")}
        error={state.fields.password}
        action={
          <Link
            href="/forgot"
            className="rounded-4 text-meta text-primary-text hover:underline max-sm:-my-3 max-sm:py-3"
          >
            {t("signIn.forgot")}
          </Link>
        }
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            size="lg"
            autoComplete="current-password"
            autoFocus={Boolean(props.email)}
          />
        )}
      </Field>
      <Checkbox name="keep" defaultChecked label={t("signIn.keep")} />
      <Button type="submit" variant="primary" size="lg" busy={isBusy} className="mt-1 w-full">
        {t("signIn.button")}
      </Button>
    </form>
  );
}
