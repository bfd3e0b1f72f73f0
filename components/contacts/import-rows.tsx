"use client";

import { useTranslations } from "next-intl";
import type { ContactImportDto } from "../../server/modules/contacts/import-schema";
import { Button, buttonClass } from "../ui/button";

/** What was imported and what is on its way, each with its bar, its numbers and the rows that were not taken. */
export function ImportRows(props: { imports: readonly ContactImportDto[]; onCancel: (id: string) => void }) {
  const t = useTranslations("contactImport");
  if (props.imports.length === 0) return null;
  return (
    <ul aria-label={t("imports")} className="mt-4 divide-y divide-border">
      {props.imports.map((one) => {
        const percent = Math.floor(one.progress * 100);
        return (
          <li key={one.id} className="py-2.5">
            <div className="flex items-center gap-3">
              <span className="min-w-0 grow truncate font-medium">{one.fileName}</span>
              <span className="text-meta text-text-2" role="status">
                {t(`states.${one.state}`, { percent })}
              </span>
              {one.state === "running" ? (
                <Button size="sm" onClick={() => props.onCancel(one.id)}>
                  {t("cancel")}
                </Button>
              ) : null}
              {one.errorsUrl ? (
                <a href={one.errorsUrl} download className={buttonClass({ size: "sm" })}>
                  {t("errors")}
                </a>
              ) : null}
            </div>
            {one.state === "running" ? (
              <progress
                aria-label={one.fileName}
                max={100}
                value={percent}
                className="h-1.5 w-full accent-primary"
              />
            ) : null}
            <p className="num text-meta text-text-2">
              {t("numbers", { created: one.created, updated: one.updated, failed: one.failed })}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
