import { resetDemo } from "../../prisma/seed/index";
import { AppError } from "../core/errors";
import type { Command } from "./main";

/** The demo businesses as on the first day; other businesses stay. Refused where real customers may be. */
export const resetStaging: Command = async ({ runtime, isEmbedded }) => {
  const { PARLEY_ENV } = runtime.env;
  if (PARLEY_ENV !== "staging" && !isEmbedded) {
    throw new AppError(
      "forbidden",
      `This is ${PARLEY_ENV}, on a database of your own: nothing was changed. Set PARLEY_ENV=staging if it is a staging installation.`,
    );
  }
  await resetDemo(runtime.db, runtime.storage);
  const tenants = ["weavecode", "acme", "london"];
  return { json: { reset: tenants }, lines: [`As on the first day: ${tenants.join(", ")}.`] };
};
