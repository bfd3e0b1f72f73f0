"use client";

import { useTranslations } from "next-intl";
import { type SelectHTMLAttributes, useOptimistic, useTransition } from "react";
import type { SystemRole } from "../../server/core/permissions";
import type { ActAnswer } from "../../server/trpc/act";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";

type SelectProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "size"> & { roles: readonly SystemRole[] };

/** A choice of roles with their names. */
export function RoleChoice({ roles, ...rest }: SelectProps) {
  const t = useTranslations("members.roles");
  return (
    <Select {...rest}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(role)}
        </option>
      ))}
    </Select>
  );
}

/** A member's role, changed at once and undone by the toast. */
export function RoleSelect(props: {
  name: string;
  role: SystemRole;
  roles: readonly SystemRole[];
  action: (role: SystemRole) => Promise<ActAnswer>;
}) {
  const t = useTranslations("members");
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(props.role);

  function change(to: SystemRole, from: SystemRole | null): void {
    start(async () => {
      show(to);
      const answer = await props.action(to);
      if (answer) return showToast({ text: answer.error, tone: "problem" });
      const text = t("roleChanged", { name: props.name, role: t(`roles.${to}`) });
      showToast({ text, undo: from ? () => change(from, null) : undefined });
    });
  }

  return (
    <RoleChoice
      aria-label={t("roleOf", { name: props.name })}
      roles={props.roles}
      value={shown}
      onChange={(event) => change(event.target.value as SystemRole, props.role)}
      className="w-36"
    />
  );
}
