import { describeError } from "../../../server/trpc/errors";

/** Why a call of the server-side caller was refused; throws on what nobody refused on purpose. */
export function refusalCode(error: unknown) {
  const { code } = describeError(error, "");
  if (code === "internal") throw error;
  return code;
}
