"use client";

import { Download, Tag, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useNames } from "../inbox/reference";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import { showToast } from "../ui/toast-store";
import { LabelDot } from "./label-dot";
import { useContactActs } from "./use-contact-acts";
import { type ContactQuery, questionOf } from "./use-contact-list";

const DeleteDialog = lazy(() => import("./delete-dialog"));
const icon = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const;

/** What can be done with the ticked contacts; the export takes the whole list where nothing is ticked. */
export function BulkBar(props: {
  selected: ReadonlySet<string>;
  query: ContactQuery;
  hasContacts: boolean;
  onDone: () => void;
}) {
  const t = useTranslations("contactPages");
  const { api } = useWorkspace();
  const { labels } = useNames();
  const acts = useContactActs();
  const [isDeleting, setDeleting] = useState(false);
  const ids = [...props.selected];
  const count = ids.length;

  async function label(labelId: string, name: string) {
    if (!(await acts.label(ids.slice(0, 100), [labelId], []))) return;
    showToast({
      text: t("labelled", { count, name }),
      undo: () => void acts.label(ids.slice(0, 100), [], [labelId]),
    });
    props.onDone();
  }
  async function exportAll() {
    const { search, filter } = questionOf(props.query);
    const asked = count
      ? api.contacts.export.mutate({ contactIds: ids.slice(0, 100) })
      : api.contacts.export.mutate({ search, filter });
    const made = await acts.ask(asked);
    if (made) window.location.assign(made.url);
  }
  return (
    <div
      role="toolbar"
      aria-label={t("bulk")}
      className="flex shrink-0 flex-wrap items-center gap-2 border-border border-b bg-sunken px-4 py-1.5"
    >
      <span className="num min-w-24 text-meta text-text-2" role="status">
        {count ? t("selected", { count }) : t("nothingSelected")}
      </span>
      {count > 0 && acts.mayEdit && labels.size > 0 ? (
        <Menu
          label={t("addLabel")}
          entries={[...labels.values()].map(({ id, name, colour }) => ({
            label: name,
            icon: <LabelDot colour={colour} />,
            onSelect: () => void label(id, name),
          }))}
        >
          {(trigger) => (
            <Button size="sm" icon={<Tag {...icon} />} {...(trigger as object)}>
              {t("addLabel")}
            </Button>
          )}
        </Menu>
      ) : null}
      {acts.mayExport && props.hasContacts ? (
        <Button size="sm" icon={<Download {...icon} />} onClick={() => void exportAll()}>
          {count ? t("exportSelected") : t("exportAll")}
        </Button>
      ) : null}
      {count > 0 && acts.mayDelete ? (
        <Button size="sm" icon={<Trash2 {...icon} />} onClick={() => setDeleting(true)}>
          {t("delete")}
        </Button>
      ) : null}
      {count > 0 ? (
        <Button size="sm" variant="ghost" onClick={props.onDone}>
          {t("clearSelection")}
        </Button>
      ) : null}
      {isDeleting ? (
        <Suspense>
          <DeleteDialog
            contactIds={ids.slice(0, 100)}
            onClose={() => setDeleting(false)}
            onDeleted={() => {
              setDeleting(false);
              props.onDone();
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
