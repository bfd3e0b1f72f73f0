import type { ActAnswer } from "../../server/trpc/act";
import { failureOf } from "../trpc/failure";

/** Runs a button's work and says what became of it: null, or the words of the refusal (`offline` where there are none). */
export async function answerOf(work: () => Promise<unknown>, offline: string): Promise<ActAnswer> {
  try {
    await work();
    return null;
  } catch (error) {
    return { error: failureOf(error).message || offline };
  }
}
