import { expect } from "vitest";
import type { AppError } from "../core/errors";

/** The refusal that the work is expected to end in. */
export async function failure(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => expect.fail("it was allowed"),
    (error) => error,
  );
}
