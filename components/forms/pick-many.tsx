"use client";

import { Checkbox } from "./checkbox";

/** Any number of a list, each with its tick box. */
export function PickMany(props: {
  label: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  disabled?: boolean;
}) {
  const { chosen, onChange } = props;
  return (
    <fieldset disabled={props.disabled} className="min-w-0">
      <legend className="mb-1 font-medium text-body">{props.label}</legend>
      <div className="scroll-area grid max-h-56 gap-x-4 gap-y-2 rounded-8 border border-border bg-sunken p-3 sm:grid-cols-2">
        {props.options.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
