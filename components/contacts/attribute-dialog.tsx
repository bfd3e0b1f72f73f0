"use client";

import type { TRPCClientError } from "@trpc/client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  ATTRIBUTE_KINDS,
  type AttributeDefinitionDto,
  type AttributeKind,
  type AttributeSubject,
} from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, inputClass } from "../ui/input";
import { Select } from "../ui/select";

const keyOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 50);

/** A new field, or another name, description or choice for one; its key and kind stay for ever. */
export default function AttributeDialog(props: {
  subject: AttributeSubject;
  definition: AttributeDefinitionDto | null;
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("attributes");
  const { api } = useWorkspace();
  const { definition, subject } = props;
  const [name, setName] = useState(definition?.name ?? "");
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [description, setDescription] = useState(definition?.description ?? "");
  const [kind, setKind] = useState<AttributeKind>(definition?.kind ?? "text");
  const [choices, setChoices] = useState((definition?.options.choices ?? []).join("\n"));
  const [currency, setCurrency] = useState(definition?.options.currency ?? "GBP");
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const key = definition?.key ?? ownKey ?? keyOf(name);

  async function save() {
    setBusy(true);
    const list = choices
      .split("\n")
      .map((choice) => choice.trim())
      .filter(Boolean);
    const given = {
      name,
      description,
      ...(kind === "list" && { choices: list }),
      ...(kind === "currency" && { currency: currency.toUpperCase() }),
    };
    try {
      if (definition) await api.attributes.update.mutate({ attributeId: definition.id, ...given });
      else await api.attributes.create.mutate({ subject, key, kind, ...given });
      props.onSaved();
    } catch (error) {
      const { fields } = ((error as TRPCClientError<never>).data ?? {}) as {
        fields?: Record<string, string>;
      };
      setErrors(fields ?? { name: failureOf(error).message || t("unreachable") });
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={definition ? t("edit", { name: definition.name }) : t(`create.${subject}`)}
      onClose={props.onClose}
      isDirty={name !== (definition?.name ?? "")}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" busy={isBusy} onClick={() => void save()}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("name")} error={errors.name}>
          {(control) => (
            <Input {...control} value={name} maxLength={60} onChange={(e) => setName(e.target.value)} />
          )}
        </Field>
        <Field label={t("key")} hint={t("keyHint")} error={errors.key}>
          {(control) => (
            <Input
              {...control}
              value={key}
              disabled={definition !== null}
              onChange={(event) => setOwnKey(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("kind")}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              disabled={definition !== null}
              onChange={(event) => setKind(event.target.value as AttributeKind)}
            >
              {ATTRIBUTE_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`kinds.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kind === "list" ? (
          <Field label={t("choices")} hint={t("choicesHint")} error={errors.choices}>
            {(control) => (
              <textarea
                {...control}
                rows={5}
                className={`${inputClass()} h-auto py-1.5`}
                value={choices}
                onChange={(event) => setChoices(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {kind === "currency" ? (
          <Field label={t("currency")} hint={t("currencyHint")} error={errors.currency}>
            {(control) => (
              <Input
                {...control}
                value={currency}
                maxLength={3}
                onChange={(e) => setCurrency(e.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field label={t("description")} error={errors.description}>
          {(control) => (
            <Input
              {...control}
              value={description}
              maxLength={200}
              onChange={(e) => setDescription(e.target.value)}
            />
          )}
        </Field>
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
