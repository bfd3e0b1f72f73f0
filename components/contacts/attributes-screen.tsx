"use client";

import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { AttributeDefinitionDto, AttributeSubject } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { PageHead } from "../settings/page-head";
import { Rows, Section, SettingsColumn } from "../settings/section";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { useContactActs } from "./use-contact-acts";

const AttributeDialog = lazy(() => import("./attribute-dialog"));
const AttributeDelete = lazy(() => import("./attribute-delete"));
const SUBJECTS = ["contact", "conversation"] as const;
type Layer =
  | { kind: "edit"; subject: AttributeSubject; definition: AttributeDefinitionDto | null }
  | { kind: "delete"; definition: AttributeDefinitionDto };

/** The business's own fields on contacts and conversations: made, named, put in order, deleted. */
export function AttributesScreen({ initial }: { initial: AttributeDefinitionDto[] }) {
  const t = useTranslations("attributes");
  const { api } = useWorkspace();
  const acts = useContactActs();
  const [definitions, setDefinitions] = useState(initial);
  const [layer, setLayer] = useState<Layer | null>(null);
  async function reload() {
    const next = await acts.ask(api.attributes.list.query({}));
    if (next) setDefinitions(next);
  }
  async function move(subject: AttributeSubject, at: number, by: 1 | -1) {
    const own = definitions.filter((one) => one.subject === subject);
    const [moved] = own.splice(at, 1);
    own.splice(at + by, 0, moved!);
    setDefinitions([...definitions.filter((one) => one.subject !== subject), ...own]);
    const attributeIds = own.map(({ id }) => id);
    await acts.ask(api.attributes.reorder.mutate({ subject, attributeIds }).then(() => true));
    await reload();
  }
  return (
    <>
      <PageHead title={t("title")} />
      <SettingsColumn>
        {SUBJECTS.map((subject) => {
          const own = definitions.filter((one) => one.subject === subject);
          return (
            <Section key={subject} title={t(`of.${subject}`)} lead={t(`lead.${subject}`)}>
              {own.length === 0 ? <p className="mb-3 text-text-2">{t("none")}</p> : null}
              <Rows label={t(`of.${subject}`)}>
                {own.map((definition, at) => (
                  <li key={definition.id} className="flex items-center gap-1 py-2.5">
                    <span className="min-w-0 grow">
                      <span className="flex flex-wrap items-center gap-x-2 font-medium">
                        {definition.name}
                        <Badge>{t(`kinds.${definition.kind}`)}</Badge>
                      </span>
                      <span className="block truncate text-meta text-text-3">
                        <code>{definition.key}</code>
                        {definition.description ? ` · ${definition.description}` : null}
                      </span>
                    </span>
                    <span className="flex shrink-0">
                      <IconButton
                        icon={ArrowUp}
                        label={t("moveUp", { name: definition.name })}
                        disabled={at === 0}
                        onClick={() => void move(subject, at, -1)}
                      />
                      <IconButton
                        icon={ArrowDown}
                        label={t("moveDown", { name: definition.name })}
                        disabled={at === own.length - 1}
                        onClick={() => void move(subject, at, 1)}
                      />
                      <IconButton
                        icon={Pencil}
                        label={t("edit", { name: definition.name })}
                        onClick={() => setLayer({ kind: "edit", subject, definition })}
                      />
                      <IconButton
                        icon={Trash2}
                        label={t("delete", { name: definition.name })}
                        onClick={() => setLayer({ kind: "delete", definition })}
                      />
                    </span>
                  </li>
                ))}
              </Rows>
              <div className="mt-8 first:mt-0">
                <Button
                  icon={<Plus aria-hidden="true" size={14} strokeWidth={1.75} />}
                  onClick={() => setLayer({ kind: "edit", subject, definition: null })}
                >
                  {t(`create.${subject}`)}
                </Button>
              </div>
            </Section>
          );
        })}
        <Suspense>
          {layer?.kind === "edit" ? (
            <AttributeDialog
              subject={layer.subject}
              definition={layer.definition}
              onClose={() => setLayer(null)}
              onSaved={() => {
                setLayer(null);
                void reload();
              }}
            />
          ) : null}
          {layer?.kind === "delete" ? (
            <AttributeDelete
              definition={layer.definition}
              onClose={() => setLayer(null)}
              onDeleted={() => {
                setLayer(null);
                void reload();
              }}
            />
          ) : null}
        </Suspense>
      </SettingsColumn>
    </>
  );
}
