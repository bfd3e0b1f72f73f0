"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";

export type InlineFieldProps = {
  /** Read out: "Phone". */
  label: string;
  /** As it is typed; empty for nothing. */
  value: string;
  /** As it is shown; the value when left out. */
  children?: ReactNode;
  type?: "text" | "email" | "tel" | "url" | "date" | "number";
  choices?: readonly string[];
  isReadOnly?: boolean;
  className?: string;
  onSave: (value: string) => void;
};

/** A value that turns into a field by a click or Enter; Enter or leaving it saves, Esc leaves it as it was. */
export function InlineField(props: InlineFieldProps) {
  const t = useTranslations("contacts");
  const { label, value } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = draft !== null;
  useEffect(() => {
    if (!isOpen) return;
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select?.();
  }, [isOpen]);

  function close(save: boolean, givesFocus: boolean) {
    if (draft === null) return;
    setDraft(null);
    if (save && draft.trim() !== value.trim()) props.onSave(draft.trim());
    if (givesFocus) requestAnimationFrame(() => button.current?.focus());
  }
  const shown = value ? (props.children ?? value) : <span className="text-text-3">{t("add")}</span>;
  if (props.isReadOnly)
    return (
      <span className={clsx("num block", props.className)}>{value ? (props.children ?? value) : "–"}</span>
    );
  if (!isOpen) {
    return (
      <button
        ref={button}
        type="button"
        aria-label={value ? t("editField", { label, value }) : t("addField", { label })}
        onClick={() => setDraft(value)}
        className={clsx(
          "num -mx-1.5 block w-[calc(100%+12px)] cursor-text rounded-6 px-1.5 text-left [overflow-wrap:anywhere] hover:bg-hover max-sm:min-h-8",
          props.className,
        )}
      >
        {shown}
      </button>
    );
  }
  const control = {
    ref: field,
    "aria-label": label,
    value: draft,
    onBlur: () => close(true, false),
    onKeyDown(event: React.KeyboardEvent) {
      if (event.key === "Escape") {
        event.stopPropagation();
        close(false, true);
      } else if (event.key === "Enter") {
        event.preventDefault();
        close(true, true);
      }
    },
    className: clsx(
      "num -mx-1.5 -my-px block w-[calc(100%+12px)] rounded-6 border border-border-strong bg-surface px-1.25 text-text max-sm:h-9 max-sm:text-[1rem]",
      props.className,
    ),
  };
  if (props.choices) {
    return (
      <select {...control} onChange={(event) => setDraft(event.target.value)}>
        <option value="">–</option>
        {props.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...control}
      type={props.type === "number" ? "text" : (props.type ?? "text")}
      inputMode={props.type === "number" ? "decimal" : undefined}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
    />
  );
}
