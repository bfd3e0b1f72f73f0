"use client";

import { Checkbox } from "../forms/checkbox";
import { TextArea } from "../forms/text-area";
import { Field } from "../ui/field";

/** Something that is said by itself: whether, and what. */
export function SaidField(props: {
  label: string;
  text: string;
  hint?: string;
  error?: string;
  value: { isOn: boolean; text: string };
  onChange: (value: { isOn: boolean; text: string }) => void;
}) {
  const { value, onChange } = props;
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        label={props.label}
        checked={value.isOn}
        onChange={(e) => onChange({ ...value, isOn: e.target.checked })}
      />
      {value.isOn ? (
        <Field label={props.text} hint={props.hint} error={props.error}>
          {(control) => (
            <TextArea
              {...control}
              value={value.text}
              onChange={(e) => onChange({ ...value, text: e.target.value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}
