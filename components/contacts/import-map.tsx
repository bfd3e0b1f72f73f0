"use client";

import { useTranslations } from "next-intl";
import type { UploadedImport } from "../../server/modules/contacts/import-schema";
import { type AttributeDefinitionDto, CONTACT_FIELDS } from "../../server/modules/contacts/schema";
import { Select } from "../ui/select";

/** Each column of the file, where it goes, and what its first rows hold. */
export function ImportMap(props: {
  uploaded: UploadedImport;
  columns: readonly string[];
  definitions: readonly AttributeDefinitionDto[];
  onChange: (at: number, field: string) => void;
}) {
  const t = useTranslations("contactImport");
  const fields = useTranslations("contactPages");
  const { head, rows, fileName } = props.uploaded;
  return (
    <>
      <p className="mb-3 text-text-2">{t("mapLead", { file: fileName })}</p>
      <table className="w-full text-left">
        <thead>
          <tr className="text-meta text-text-2">
            <th scope="col" className="pb-1 font-medium">
              {t("column")}
            </th>
            <th scope="col" className="pb-1 font-medium">
              {t("firstRows")}
            </th>
            <th scope="col" className="w-48 pb-1 font-medium">
              {t("goesTo")}
            </th>
          </tr>
        </thead>
        <tbody>
          {head.map((name, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in the order of the file, and may be named alike.
            <tr key={at}>
              <th scope="row" className="max-w-40 truncate py-1 pr-3 font-medium">
                {name || t("unnamed", { number: at + 1 })}
              </th>
              <td className="max-w-56 truncate py-1 pr-3 text-text-2">
                {rows
                  .map((row) => row[at])
                  .filter(Boolean)
                  .slice(0, 3)
                  .join(", ") || "–"}
              </td>
              <td className="py-1">
                <Select
                  aria-label={t("goesToOf", { column: name })}
                  value={props.columns[at] ?? ""}
                  onChange={(event) => props.onChange(at, event.target.value)}
                >
                  <option value="">{t("leaveOut")}</option>
                  {CONTACT_FIELDS.map((field) => (
                    <option key={field} value={field}>
                      {fields(field)}
                    </option>
                  ))}
                  <option value="labels">{fields("labels")}</option>
                  {props.definitions.map((definition) => (
                    <option key={definition.id} value={`attributes.${definition.key}`}>
                      {definition.name}
                    </option>
                  ))}
                </Select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-meta text-text-3">{t("matchHint")}</p>
    </>
  );
}
