"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { useContactActs } from "./use-contact-acts";

/** Cannot be undone, so it says what is lost and takes a word: the contact's name, or the number of contacts. */
export default function DeleteDialog(props: {
  contactIds: string[];
  name?: string;
  onDeleted: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("contactPages");
  const { api } = useWorkspace();
  const acts = useContactActs();
  const { contactIds, name } = props;
  const [loss, setLoss] = useState<{ conversations: number; messages: number; notes: number } | null>(null);
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const word = name ?? String(contactIds.length);
  const key = contactIds.join();
  useEffect(() => {
    api.contacts.loss.query({ contactIds: key.split(",") }).then(setLoss, () => {});
  }, [api, key]);
  async function remove() {
    setBusy(true);
    const done = await acts.ask(api.contacts.delete.mutate({ contactIds }));
    setBusy(false);
    if (!done) return;
    showToast({ text: t("deleted", { count: done.deleted.length }) });
    props.onDeleted();
  }
  return (
    <Dialog
      title={name ? t("deleteQuestion", { name }) : t("deleteManyQuestion", { count: contactIds.length })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("keep")}</Button>
          <Button
            variant="danger"
            busy={isBusy}
            disabled={typed.trim() !== word}
            onClick={() => void remove()}
          >
            {t("deleteContacts", { count: contactIds.length })}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-text-2">{loss ? t("loss", loss) : t("lossLoading")}</p>
      <Field label={t("typeToDelete", { word })}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
