"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Condition, Filter } from "../../server/modules/conversations/filter-schema";
import type { SavedViewDto } from "../../server/modules/conversations/saved-view-schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { fieldsOf, isWhole, newCondition } from "./filter-fields";
import { FilterGroup } from "./filter-group";
import { useNames } from "./reference";
import { SharingField, sharedAs, sharingOf } from "./sharing-field";
import { useRoute } from "./use-route";

/** Builds the list's filter, and keeps it as a saved view. `view` is the saved view at hand when it is one's to change. */
export default function FilterDialog({
  view,
  isNewView = false,
  onClose,
}: {
  view: SavedViewDto | null;
  /** It is to be kept from the start. */
  isNewView?: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("filter");
  const { api } = useWorkspace();
  const { setViews } = useNames();
  const { route, go } = useRoute();
  const [fields, setFields] = useState(() => fieldsOf([]));
  const [filter, setFilter] = useState<Filter>(
    () => view?.filter ?? route.filter ?? { join: "and", items: [newCondition(fields[0]!)] },
  );
  const [name, setName] = useState(view?.name ?? "");
  const [sharing, setSharing] = useState(view ? sharingOf(view) : "private");
  const [isSaving, setSaving] = useState(view !== null || isNewView);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    api.attributes.list.query({}).then(
      (definitions) => setFields(fieldsOf(definitions)),
      () => {},
    );
  }, [api]);
  const all = filter.items.flatMap((item): Condition[] => ("items" in item ? item.items : [item]));
  const isReady = all.every(isWhole);
  const given = all.length > 0 ? filter : null;

  async function attempt(work: () => Promise<void>) {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(failureOf(error).message || t("notSaved"));
    }
  }
  const save = () =>
    attempt(async () => {
      const status = view?.status ?? route.status;
      const sort = view?.sort ?? route.sort;
      const input = { name, filter: given, status, sort, ...sharedAs(sharing) };
      const saved = view
        ? await api.views.update.mutate({ viewId: view.id, ...input })
        : await api.views.create.mutate(input);
      setViews(await api.views.list.query());
      onClose();
      showToast({ text: t("saved", { name: saved.name }) });
      go({ view: "saved", of: saved.id, conversationId: null });
    });
  const remove = (gone: SavedViewDto) =>
    attempt(async () => {
      await api.views.delete.mutate({ viewId: gone.id });
      setViews(await api.views.list.query());
      onClose();
      showToast({ text: t("deleted", { name: gone.name }) });
      go({ view: "all", conversationId: null });
    });

  return (
    <Dialog
      title={view ? t("editView") : t(isNewView ? "newView" : "title")}
      isWide
      onClose={onClose}
      footer={
        <>
          {view ? (
            <Button variant="danger" className="mr-auto" onClick={() => remove(view)}>
              {t("deleteView")}
            </Button>
          ) : (
            <Button
              variant="ghost"
              className="mr-auto"
              onClick={() => setSaving(!isSaving)}
              aria-expanded={isSaving}
            >
              {t("saveAs")}
            </Button>
          )}
          {isSaving ? (
            <Button variant="primary" disabled={!isReady || name.trim() === ""} onClick={save}>
              {view ? t("saveChanges") : t("saveView")}
            </Button>
          ) : (
            <Button
              variant="primary"
              disabled={!isReady}
              onClick={() => {
                onClose();
                go({ filter: given, conversationId: null });
              }}
            >
              {t("apply")}
            </Button>
          )}
        </>
      }
    >
      <FilterGroup
        group={filter}
        fields={fields}
        isOuter
        onChange={(next) => next && setFilter(next as Filter)}
      />
      {isSaving ? (
        <div className="mt-4 grid gap-3 border-border border-t pt-4 sm:grid-cols-2">
          <Field label={t("name")} error={problem}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <SharingField value={sharing} onChange={setSharing} />
        </div>
      ) : null}
    </Dialog>
  );
}
