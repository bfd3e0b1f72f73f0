import { headers } from "next/headers";
import { runtime } from "../infra/runtime";
import { describeError, isUnexpected } from "./errors";

/** What a form shows after its server action: messages by field, one for the whole form, and what was typed. */
export type FormState = {
  fields: Record<string, string>;
  message: string | null;
  values: Record<string, string>;
  /** Grows with every answer, so that the same refusal twice moves the focus twice. */
  turn: number;
  /** What to say when it worked. */
  done: string | null;
};

/** What a page does not get back. */
const SECRET = /password|current|token/i;

/**
 * The text fields of a form as they were typed, and the two ways to answer it. Both arguments come back from the browser,
 * which may send anything: what is no form is an empty one.
 */
export function readForm(
  before: FormState,
  data: FormData,
): {
  values: Record<string, string>;
  /** Turns what a procedure threw into messages beside the fields; a bug is logged and shows its reference. */
  refused: (error: unknown) => Promise<FormState>;
  done: (message: string) => FormState;
} {
  const values: Record<string, string> = {};
  // Whoever posts to an action may send anything in the form's place.
  for (const [name, value] of data instanceof FormData ? data : []) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)));
  const turn = (Number(before?.turn) || 0) + 1;
  return {
    values,
    async refused(error) {
      const traceId = (await headers()).get("x-trace-id") ?? "";
      if (isUnexpected(error)) runtime().log.error({ err: error, traceId }, "a server action failed");
      const { fields = {}, message } = describeError(error, traceId);
      const shown = Object.fromEntries(Object.entries(fields).filter(([name]) => name in values));
      const isShown = Object.keys(shown).length > 0;
      const whole = isShown ? null : (Object.values(fields)[0] ?? message);
      return { fields: shown, message: whole, values: kept, turn, done: null };
    },
    done: (message) => ({ fields: {}, message: null, values: {}, turn, done: message }),
  };
}
