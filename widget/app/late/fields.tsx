/** @jsxImportSource @/widget/jsx */
import type { FormField } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import type { Scene } from "../view/scene";
import { problemOf } from "./check";
import { type Answers, type Held, heldOf } from "./held";
import { lateTexts } from "./words";

/** `id` names the form. `send` gets the answers once nothing is wrong with them. */
export function Fields(props: {
  id: string;
  fields: readonly FormField[];
  button: string;
  scene: Scene;
  send: (answers: Answers, form: HTMLFormElement) => void;
}): Child {
  const { id, fields, button, scene, send } = props;
  const texts = lateTexts(scene.texts);
  const form = heldOf(scene.chat, id);

  function submit(event: Event): void {
    event.preventDefault();
    if (form.isBusy) return;
    const at = event.target as HTMLFormElement;
    for (const { key, kind } of fields) form.answers[key] ??= kind === "checkbox" ? false : "";
    form.problems = Object.fromEntries(
      fields.map((field) => [field.key, problemOf(field, form.answers[field.key]!, texts)]),
    );
    form.refused = undefined;
    if (Object.values(form.problems).some(Boolean)) focusWrong(at, fields, form);
    else send(form.answers, at);
    scene.redraw();
  }

  return (
    <form class="asks" noValidate onSubmit={submit} key={id}>
      {fields.map((field) => (
        <Row key={field.key} id={id} field={field} form={form} scene={scene} />
      ))}
      {form.refused && (
        <p class="bad" role="alert">
          {form.refused}
        </p>
      )}
      <button type="submit" class="go" aria-disabled={form.isBusy ? "true" : undefined}>
        {button}
      </button>
    </form>
  );
}

/** After the redraw that says what is wrong, so that a screen reader reads both. */
function focusWrong(at: HTMLFormElement, fields: readonly FormField[], { problems }: Held): void {
  const first = fields.find(({ key }) => problems[key]);
  if (first) setTimeout(() => (at.elements.namedItem(first.key) as HTMLElement | null)?.focus());
}

function Row(props: { id: string; field: FormField; form: Held; scene: Scene }): Child {
  const { id, field, form, scene } = props;
  const texts = lateTexts(scene.texts);
  const { key, kind, label, hint, isRequired } = field;
  const problem = form.problems[key];
  const name = `${id}-${key}`;
  const notes = [problem && `${name}-bad`, hint && `${name}-hint`].filter(Boolean).join(" ") || undefined;
  const control = {
    id: name,
    name: key,
    "aria-required": isRequired ? ("true" as const) : undefined,
    "aria-invalid": problem ? ("true" as const) : undefined,
    "aria-describedby": notes,
  };
  const words = (
    <label for={name}>
      <bdi>{label}</bdi> {!isRequired && kind !== "checkbox" && <small>({texts.optional})</small>}
    </label>
  );
  return (
    <div class={kind === "checkbox" ? "field tick" : "field"}>
      {kind !== "checkbox" && words}
      <Control field={field} form={form} control={control} choose={texts.choose} redraw={scene.redraw} />
      {kind === "checkbox" && words}
      {problem && (
        <p id={`${name}-bad`} class="bad" role="alert">
          {problem}
        </p>
      )}
      {hint && hint !== problem && (
        <small id={`${name}-hint`}>
          <bdi>{hint}</bdi>
        </small>
      )}
    </div>
  );
}

const TYPES = {
  text: "text",
  number: "text",
  link: "url",
  email: "email",
  phone: "tel",
  date: "date",
  checkbox: "checkbox",
} as const;
const FILLS: Record<string, string> = { name: "name", email: "email", phone: "tel" };

function Control(props: {
  field: FormField;
  form: Held;
  control: object;
  choose: string;
  redraw: () => void;
}): Child {
  const { field, form, control, choose, redraw } = props;
  const { key, kind, placeholder, choices, savesTo } = field;
  const value = form.answers[key];
  function change(event: Event): void {
    const at = event.target as HTMLInputElement;
    form.answers[key] = kind === "checkbox" ? at.checked : at.value;
    if (!form.problems[key]) return;
    form.problems[key] = undefined;
    redraw();
  }
  if (kind === "select") {
    return (
      <select {...control} onChange={change}>
        <option value="">{placeholder || choose}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...control}
      // The union of Preact's types is one a type; which it is, is known only here.
      type={TYPES[kind] as "text"}
      dir={kind === "text" ? "auto" : kind === "checkbox" || kind === "date" ? undefined : "ltr"}
      inputmode={kind === "number" ? "decimal" : undefined}
      autocomplete={
        FILLS[savesTo ?? ""] ?? (kind === "email" ? "email" : kind === "phone" ? "tel" : undefined)
      }
      placeholder={placeholder || undefined}
      maxLength={field.pattern ? 100 : 500}
      value={typeof value === "string" ? value : undefined}
      checked={value === true}
      onInput={change}
    />
  );
}
