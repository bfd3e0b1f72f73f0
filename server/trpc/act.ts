import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { runtime } from "../infra/runtime";
import { serverCaller } from "./caller";
import { describeError, isUnexpected } from "./errors";

/** What a button's server action answers: null when it worked, else what to tell the person. */
export type ActAnswer = { error: string } | null;

type Caller = Awaited<ReturnType<typeof serverCaller>>;

/** Runs a procedure for a button, as the member of the tenant `slug`, and has the page read its data again. */
export async function act(
  slug: string,
  path: string,
  work: (caller: Caller) => Promise<unknown>,
): Promise<ActAnswer> {
  try {
    // A server action's arguments come from the browser: the procedures check what they are.
    await work(await serverCaller(String(slug)));
  } catch (error) {
    const traceId = (await headers()).get("x-trace-id") ?? "";
    if (isUnexpected(error)) runtime().log.error({ err: error, traceId }, "a server action failed");
    const { message, fields = {} } = describeError(error, traceId);
    return { error: Object.values(fields)[0] ?? message };
  }
  revalidatePath(path, "page");
  return null;
}
