"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useSave } from "./use-save";

/** The button that makes one more website inbox, and leads to its settings. `isNew`: somebody came here to make one. */
export function NewInbox({ isNew }: { isNew: boolean }) {
  const t = useTranslations("newInbox");
  const { api, me } = useWorkspace();
  const router = useRouter();
  const { isBusy, errors, save } = useSave();
  const [isOpen, setOpen] = useState(isNew);
  const [name, setName] = useState("");
  if (!me.member.permissions.includes("channel_create")) return null;

  function submit(event: React.FormEvent) {
    event.preventDefault();
    let inboxId = "";
    save(
      async () => {
        ({ inboxId } = await api.inboxes.create.mutate({ name }));
      },
      {
        done: t("made", { name }),
        after: () => router.push(`/t/${me.tenant.slug}/settings/inboxes/${inboxId}`),
      },
    );
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {isOpen ? (
        <Dialog title={t("title")} onClose={() => setOpen(false)} isDirty={name !== ""}>
          <form noValidate onSubmit={submit} className="flex flex-col gap-4">
            <Field label={t("name")} hint={t("hint")} error={errors.name}>
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={60}
                  autoFocus
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <div className="flex justify-end gap-2">
              <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
              <Button type="submit" variant="primary" busy={isBusy}>
                {t("make")}
              </Button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
