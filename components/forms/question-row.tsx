"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormField } from "../../server/core/form";
import { patternWords } from "../../server/core/pattern";
import { Field } from "../ui/field";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import { Checkbox } from "./checkbox";
import { wordOf } from "./question-kinds";
import { TextArea } from "./text-area";

const HAS_PATTERN: readonly string[] = ["text", "phone", "email", "number", "link"];

/** One question: its words, whether it must be answered, and what a right answer is. */
export function QuestionRow(props: {
  field: FormField;
  number: number;
  isLast: boolean;
  /** Its kind and its choices are those of the attribute. */
  isAttribute: boolean;
  errorOf: (name: string) => string | undefined;
  onChange: (field: FormField) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("questions");
  const { field, number, errorOf, onChange, onMove } = props;
  const { kind, savesTo, label } = field;
  const [isOpen, setOpen] = useState(false);
  const set = (part: Partial<FormField>) => onChange({ ...field, ...part });
  const name = label || t("question", { number });
  const pattern = field.pattern ? (patternWords(field.pattern) ?? undefined) : undefined;
  const isMore = isOpen || Boolean(field.pattern || field.hint || field.placeholder);
  return (
    <li className="rounded-10 border border-border bg-sunken p-3">
      <div className="mb-2 flex items-center gap-1">
        <span className="min-w-0 grow truncate text-meta text-text-2">
          {t(`kinds.${wordOf(field)}`)}
          {props.isAttribute ? ` · ${savesTo}` : ""}
        </span>
        <IconButton
          icon={ArrowUp}
          label={t("up", { name })}
          data-control="up"
          disabled={number === 1}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={t("down", { name })}
          data-control="down"
          disabled={props.isLast}
          onClick={() => onMove(1)}
        />
        <IconButton icon={Trash2} label={t("remove", { name })} onClick={props.onRemove} />
      </div>
      <div className="flex flex-col gap-3">
        <Field label={t("label")} error={errorOf("label")}>
          {(control) => (
            <Input
              {...control}
              data-control="label"
              maxLength={100}
              value={label}
              onChange={(event) => set({ label: event.target.value })}
            />
          )}
        </Field>
        {kind === "select" && !props.isAttribute ? (
          <Field label={t("choices")} hint={t("choicesHint")} error={errorOf("choices")}>
            {(control) => (
              <TextArea
                {...control}
                value={field.choices.join("\n")}
                onChange={(event) => set({ choices: event.target.value.split("\n") })}
                onBlur={() => set({ choices: field.choices.map((one) => one.trim()).filter(Boolean) })}
              />
            )}
          </Field>
        ) : null}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Checkbox
            label={t("required")}
            checked={field.isRequired}
            onChange={(event) => set({ isRequired: event.target.checked })}
          />
          {isMore ? null : (
            <button
              type="button"
              onClick={() => setOpen(true)}
              className="rounded-4 text-meta text-primary-text underline underline-offset-2 max-sm:min-h-11"
            >
              {t("more")}
            </button>
          )}
        </div>
        {isMore ? (
          <>
            {kind === "checkbox" || kind === "date" ? null : (
              <Field label={t("placeholder")}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={100}
                    value={field.placeholder}
                    onChange={(event) => set({ placeholder: event.target.value })}
                  />
                )}
              </Field>
            )}
            {HAS_PATTERN.includes(kind) ? (
              <Field label={t("pattern")} hint={t("patternHint")} error={pattern ?? errorOf("pattern")}>
                {(control) => (
                  <Input
                    {...control}
                    spellCheck={false}
                    className="font-mono"
                    value={field.pattern}
                    onChange={(event) => set({ pattern: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
            <Field label={t("hint")} hint={t("hintHint")}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  value={field.hint}
                  onChange={(event) => set({ hint: event.target.value })}
                />
              )}
            </Field>
          </>
        ) : null}
      </div>
    </li>
  );
}
