"use client";

import { useTranslations } from "next-intl";
import type { SystemRole } from "../../server/core/permissions";
import { Checkbox } from "../forms/checkbox";
import { FormMessage } from "../forms/form-message";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RoleChoice } from "./role-select";

/** Invites an e-mail with one of the roles the viewer may give, and into teams where they may manage those. */
export function InviteForm(props: {
  action: FormAction;
  roles: readonly SystemRole[];
  teams: readonly { id: string; name: string }[];
}) {
  const { action, roles, teams } = props;
  const t = useTranslations("members");
  const { state, form, isBusy } = useForm(action);
  return (
    <form {...form} className="flex flex-col gap-3">
      <FormMessage message={state.message} done={state.done} />
      <div className="flex flex-wrap items-start gap-3">
        <div className="grow basis-60">
          <Field label={t("email")} error={state.fields.email}>
            {(control) => (
              <Input
                {...control}
                name="email"
                type="email"
                autoComplete="off"
                placeholder="name@example.com"
                defaultValue={state.values.email}
              />
            )}
          </Field>
        </div>
        <div className="w-40 max-sm:w-full">
          <Field label={t("role")} error={state.fields.role}>
            {(control) => (
              <RoleChoice
                {...control}
                name="role"
                roles={roles}
                defaultValue={state.values.role ?? (roles.includes("agent") ? "agent" : roles.at(-1))}
              />
            )}
          </Field>
        </div>
        <Button type="submit" variant="primary" busy={isBusy} className="sm:mt-6 max-sm:w-full">
          {t("invite")}
        </Button>
      </div>
      {teams.length > 0 ? (
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium text-body">{t("teams")}</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {teams.map(({ id, name }) => (
              <Checkbox key={id} name="team" value={id} label={name} />
            ))}
          </div>
        </fieldset>
      ) : null}
    </form>
  );
}
