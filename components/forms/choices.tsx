"use client";

import { type ReactNode, useId } from "react";
import { useWaits } from "../ui/use-hydrated";

/** One of a few, side by side. With a picture the label is its name and stands below it. */
export function Choices<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: string; picture?: ReactNode }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  const waits = useWaits(true);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-body text-text">{props.label}</legend>
      <div className="flex w-fit flex-wrap gap-1 rounded-8 bg-press p-1">
        {props.options.map(({ value, label, picture }) => (
          <label
            key={value}
            className="relative flex min-h-7 cursor-pointer items-center justify-center gap-2 rounded-6 px-3 text-body text-text-2 has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:shadow-e1 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 max-sm:min-h-10"
          >
            <input
              type="radio"
              name={name}
              value={value}
              disabled={waits}
              checked={props.value === value}
              onChange={() => props.onChange(value)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-6 opacity-0"
            />
            {picture}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
