"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef } from "react";
import type { FormState } from "../../server/trpc/form-state";

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

const EMPTY: FormState = { fields: {}, message: null, values: {}, turn: 0, done: null };

/**
 * A form with a server action: it works before the page has come to life, keeps what was typed when refused, and moves
 * the focus to the first field that is wrong.
 */
export function useForm(action: FormAction) {
  const [state, submit, isBusy] = useActionState(action, EMPTY);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.turn === 0) return;
    if (state.done) form.current?.reset();
    else form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state.turn, state.done]);
  return {
    state,
    isBusy,
    form: {
      ref: form,
      action: submit,
      // React would empty the fields after its own submit.
      onSubmit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault();
        if (isBusy) return;
        const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
        startTransition(() => submit(data));
      },
      noValidate: true,
    },
  };
}
