"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import type { ContactImportDto, UploadedImport } from "../../server/modules/contacts/import-schema";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ImportMap } from "./import-map";
import { ImportRows } from "./import-rows";
import { useContactActs } from "./use-contact-acts";

const LOOK_MS = 700;

/** A CSV on its way in: choose it, say where its columns go, watch it. It goes on when the dialog is closed. */
export default function ImportDialog(props: {
  definitions: readonly AttributeDefinitionDto[];
  onClose: () => void;
}) {
  const t = useTranslations("contactImport");
  const { api, me } = useWorkspace();
  const acts = useContactActs();
  const [imports, setImports] = useState<ContactImportDto[]>([]);
  const [uploaded, setUploaded] = useState<UploadedImport | null>(null);
  const [columns, setColumns] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useCallback(() => api.contacts.imports.query().then(setImports, () => {}), [api]);
  useEffect(() => {
    void look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);

  async function upload(file: File) {
    setBusy(true);
    setProblem(null);
    try {
      const response = await fetch(`/api/contacts/imports?name=${encodeURIComponent(file.name)}`, {
        method: "PUT",
        headers: { "x-parley-tenant": me.tenant.slug, "content-type": "text/csv" },
        body: file,
      });
      const answer = await response.json();
      if (response.ok) {
        const made = answer as UploadedImport;
        setUploaded(made);
        setColumns(made.suggested.map((field, at) => (made.suggested.indexOf(field) === at ? field : "")));
      } else setProblem(answer.error.message);
    } catch {
      setProblem(t("unreachable"));
    }
    setBusy(false);
  }
  async function start() {
    if (!uploaded) return;
    setBusy(true);
    const asked = api.contacts.startImport.mutate({ contactImportId: uploaded.id, columns }).then(() => true);
    if (await acts.ask(asked)) setUploaded(null);
    setBusy(false);
    void look();
  }
  async function cancel(contactImportId: string) {
    await acts.ask(api.contacts.cancelImport.mutate({ contactImportId }).then(() => true));
    void look();
  }
  return (
    <Dialog
      title={t("title")}
      isWide
      isDirty={uploaded !== null}
      onClose={props.onClose}
      footer={
        uploaded ? (
          <>
            <Button
              onClick={() => {
                void cancel(uploaded.id);
                setUploaded(null);
              }}
            >
              {t("otherFile")}
            </Button>
            <Button variant="primary" busy={isBusy} onClick={() => void start()}>
              {t("start")}
            </Button>
          </>
        ) : (
          <Button onClick={props.onClose}>{t("close")}</Button>
        )
      }
    >
      {uploaded ? (
        <ImportMap
          uploaded={uploaded}
          columns={columns}
          definitions={props.definitions}
          onChange={(at, field) => setColumns(columns.map((one, i) => (i === at ? field : one)))}
        />
      ) : (
        <>
          <p className="mb-3 text-text-2">{t("lead")}</p>
          <label className="flex flex-col gap-1 font-medium">
            {t("file")}
            <input
              type="file"
              accept=".csv,text/csv"
              disabled={isBusy}
              className="rounded-8 border border-border-strong border-dashed p-3 font-normal"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) void upload(file);
                event.target.value = "";
              }}
            />
          </label>
          {problem ? (
            <p role="alert" className="mt-2 font-medium text-danger-text">
              {problem}
            </p>
          ) : null}
          <ImportRows
            imports={imports.filter(({ state }) => state !== "waiting")}
            onCancel={(id) => void cancel(id)}
          />
        </>
      )}
    </Dialog>
  );
}
