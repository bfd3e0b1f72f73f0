import { useState } from "react";

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What the fields show once the server has `given`: in each part what was changed here and is not saved stays. */
export function takenIn<Form extends object>(form: Form, stored: Form, given: Form): Form {
  const keys = Object.keys(given) as (keyof Form)[];
  const kept = keys.filter((key) => !isSame(form[key], stored[key]));
  return { ...given, ...Object.fromEntries(kept.map((key) => [key, form[key]])) };
}

/** A form with what the server has of it; what somebody else has saved meanwhile comes into the fields with the page. */
export function useKeptForm<Form extends object>(given: Form) {
  const [known, setKnown] = useState(given);
  const [stored, setStored] = useState(given);
  const [form, setForm] = useState(given);
  if (!isSame(known, given)) {
    setKnown(given);
    setStored(given);
    setForm(takenIn(form, stored, given));
  }
  return { stored, form, setForm, isDirty: !isSame(form, stored), saved: () => setStored(form) };
}
