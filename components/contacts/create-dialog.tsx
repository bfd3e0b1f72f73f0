"use client";

import type { TRPCClientError } from "@trpc/client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

const FIELDS = ["name", "email", "phone", "company", "city"] as const;
type Values = Record<(typeof FIELDS)[number], string>;

/** A new contact; what the server refuses stands beside its field. */
export default function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("contactPages");
  const router = useRouter();
  const { api, me } = useWorkspace();
  const [values, setValues] = useState<Values>({ name: "", email: "", phone: "", company: "", city: "" });
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  async function save() {
    setBusy(true);
    try {
      const { contact } = await api.contacts.create.mutate(values);
      router.push(`/t/${me.tenant.slug}/contacts/${contact.id}`);
      onClose();
    } catch (error) {
      const { fields } = ((error as TRPCClientError<never>).data ?? {}) as {
        fields?: Record<string, string>;
      };
      setErrors(fields ?? { name: failureOf(error).message || t("failedNext") });
    }
    setBusy(false);
  }
  return (
    <Dialog
      title={t("create")}
      onClose={onClose}
      isDirty={Object.values(values).some(Boolean)}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" busy={isBusy} onClick={() => void save()}>
            {t("create")}
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
        {FIELDS.map((name) => (
          <Field
            key={name}
            label={t(name)}
            error={errors[name]}
            hint={name === "phone" ? t("phoneHint") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={values[name]}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
