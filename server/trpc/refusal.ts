import { describeError, isUnexpected } from "./errors";

/** For `.catch()` in a server component: a refusal as words for the page. A bug rises to the error page. */
export function refusalOf(error: unknown): { refusal: string; code: string } {
  if (isUnexpected(error)) throw error;
  const { message, code, fields = {} } = describeError(error, "");
  return { refusal: Object.values(fields)[0] ?? message, code };
}
