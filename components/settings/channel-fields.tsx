"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FieldListed } from "../../server/modules/inboxes/schema";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { isPlainAddress } from "./plain-address";

/**
 * The form that a channel describes. A secret that is kept shows its last four characters and stays as it is while its field
 * is empty.
 */
export function ChannelFields(props: {
  fields: readonly FieldListed[];
  values: Record<string, string>;
  errors: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}) {
  const t = useTranslations("connection");
  const { fields, values, errors, onChange } = props;
  return fields.map(({ name, label, hint, example, isSecret, isOptional, value }) => {
    const isHinted = value !== "" && !value.startsWith("•");
    const kept = isSecret && value ? (isHinted ? t("kept", { value }) : t("keptShort")) : undefined;
    return (
      <Field
        key={name}
        label={isOptional ? t("optional", { label }) : label}
        hint={
          !isSecret && isPlainAddress(values[name] ?? "") ? (
            <span role="status" className="flex gap-1.5 font-medium text-warning-text">
              <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" strokeWidth={1.75} />
              {t("plain")}
            </span>
          ) : kept ? (
            `${kept}. ${t("keptHint")}`
          ) : (
            hint
          )
        }
        error={errors[`credentials.${name}`]}
      >
        {(control) => (
          <Input
            {...control}
            name={`credential-${name}`}
            type={isSecret ? "password" : "text"}
            autoComplete={isSecret ? "new-password" : "off"}
            spellCheck={false}
            placeholder={kept ?? example}
            value={values[name] ?? ""}
            onChange={(event) => onChange({ ...values, [name]: event.target.value })}
          />
        )}
      </Field>
    );
  });
}

/** What the form begins with: secrets empty, the rest as it is kept. */
export function formOf(fields: readonly FieldListed[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, isSecret, value }) => [name, isSecret ? "" : value]));
}
