import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

/** What the control inside a Field must carry so that label, hint and error belong to it. */
export type ControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/**
 * Label above, hint below; an error takes the hint's place. `action` stands at the right of the label.
 *
 *     <Field label="E-mail" error={state.errors.email}>{(control) => <Input {...control} name="email" />}</Field>
 */
export function Field(props: {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  action?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const below = props.error ?? props.hint;
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-body text-text">
          {props.label}
        </label>
        {props.action}
      </div>
      {props.children({
        id,
        "aria-describedby": below ? `${id}-below` : undefined,
        "aria-invalid": props.error ? true : undefined,
      })}
      <p id={`${id}-below`} className="mt-1.5 text-meta" hidden={!below}>
        {props.error ? (
          <span className="flex gap-1.5 font-medium text-danger-text">
            <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" strokeWidth={1.75} />
            {props.error}
          </span>
        ) : (
          <span className="text-text-3">{props.hint}</span>
        )}
      </p>
    </div>
  );
}
