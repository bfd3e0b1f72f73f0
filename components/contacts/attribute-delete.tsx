"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { useContactActs } from "./use-contact-acts";

/** Says how many values go with the field; the name is typed, as nothing brings them back. */
export default function AttributeDelete(props: {
  definition: AttributeDefinitionDto;
  onDeleted: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("attributes");
  const { api } = useWorkspace();
  const acts = useContactActs();
  const { id, name } = props.definition;
  const [uses, setUses] = useState<number | null>(null);
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    api.attributes.uses.query({ attributeId: id }).then(setUses, () => {});
  }, [api, id]);
  async function remove() {
    setBusy(true);
    const lost = await acts.ask(api.attributes.delete.mutate({ attributeId: id }));
    setBusy(false);
    if (lost === undefined) return;
    showToast({ text: t("deleted", { name, count: lost }) });
    props.onDeleted();
  }
  return (
    <Dialog
      title={t("deleteQuestion", { name })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("keep")}</Button>
          <Button
            variant="danger"
            busy={isBusy}
            disabled={typed.trim() !== name}
            onClick={() => void remove()}
          >
            {t("deleteField")}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-text-2">{uses === null ? t("counting") : t("loss", { count: uses })}</p>
      <Field label={t("typeToDelete", { name })}>
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
