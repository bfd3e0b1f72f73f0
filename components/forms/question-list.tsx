"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import type { FormField } from "../../server/core/form";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { type Definition, newQuestion, offered, wordOf } from "./question-kinds";
import { QuestionRow } from "./question-row";

const MAX_FIELDS = 20;

/** The questions of a form, to add to, to put in order and to take away; whatever moves keeps the focus. */
export function QuestionList(props: {
  fields: readonly FormField[];
  definitions: readonly Definition[];
  /** By path below the list, as in "0.label". */
  errorOf: (path: string) => string | undefined;
  onChange: (fields: FormField[]) => void;
}) {
  const t = useTranslations("questions");
  const { fields, definitions, onChange } = props;
  const list = useRef<HTMLOListElement>(null);
  const id = useId();
  const choices = offered(definitions, fields);
  const [chosen, setChosen] = useState("");
  const next = choices.find((one) => one.id === chosen) ?? choices[0]!;
  const nameOf = (one: (typeof choices)[number]) => one.name ?? t(`kinds.${wordOf(one)}`);

  /** After the list has been drawn anew; what cannot be pressed any more hands over to the question itself. */
  function focus(at: number, control = "label") {
    requestAnimationFrame(() => {
      const row = list.current?.children[at];
      const find = (name: string) => row?.querySelector<HTMLElement>(`[data-control="${name}"]:enabled`);
      (find(control) ?? find("label"))?.focus();
    });
  }
  function move(at: number, by: number) {
    const moved = [...fields];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    onChange(moved);
    focus(at + by, by < 0 ? "up" : "down");
  }
  return (
    <div>
      <h3 className="font-medium text-body text-text">{t("title")}</h3>
      {fields.length === 0 ? <p className="mt-1 text-meta text-text-3">{t("none")}</p> : null}
      <ol ref={list} aria-label={t("title")} className="mt-2 flex flex-col gap-3 empty:hidden">
        {fields.map((field, at) => (
          <QuestionRow
            key={field.key}
            field={field}
            number={at + 1}
            isLast={at === fields.length - 1}
            isAttribute={Boolean(field.savesTo?.includes("."))}
            errorOf={(name) => props.errorOf(`${at}.${name}`)}
            onChange={(changed) => onChange(fields.map((one, i) => (i === at ? changed : one)))}
            onMove={(by) => move(at, by)}
            onRemove={() => {
              onChange(fields.filter((_, i) => i !== at));
              focus(Math.min(at, fields.length - 2));
            }}
          />
        ))}
      </ol>
      {fields.length < MAX_FIELDS ? (
        <div className="mt-3 flex items-end gap-2 max-sm:flex-col max-sm:items-stretch">
          <div className="min-w-0 grow">
            <label htmlFor={id} className="mb-1 block text-meta text-text-2">
              {t("next")}
            </label>
            <Select id={id} value={next.id} onChange={(event) => setChosen(event.target.value)}>
              {choices.map((one) => (
                <option key={one.id} value={one.id}>
                  {nameOf(one)}
                </option>
              ))}
            </Select>
          </div>
          <Button
            icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}
            onClick={() => {
              onChange([...fields, newQuestion(next, nameOf(next), fields)]);
              focus(fields.length);
            }}
          >
            {t("add")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
