import { cookies, headers } from "next/headers";
import { createContext } from "./context";
import { createCallerFactory } from "./init";
import { appRouter } from "./root";

const createCaller = createCallerFactory(appRouter);

/**
 * The same procedures for server components and server actions, as the person whose cookie came with the request.
 * `slug` names the tenant where the procedure needs one. A refusal is thrown as TRPCError; `describeError` reads it.
 */
export async function serverCaller(slug?: string) {
  const sent = new Headers(await headers());
  // A server action may have changed the cookie in this very request.
  sent.set("cookie", (await cookies()).toString());
  return createCaller(await createContext(sent, { slug: slug ?? "" }));
}
