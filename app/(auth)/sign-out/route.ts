import { redirect } from "next/navigation";
import { AppError } from "@/server/core/errors";
import { refuseCrossSite } from "@/server/infra/request";
import { runtime } from "@/server/infra/runtime";
import { clearSessionCookie } from "@/server/trpc/auth-door";
import { serverCaller } from "@/server/trpc/caller";
import { describeError } from "@/server/trpc/errors";

/** Ends the session in use and forgets its cookie. Asked for by another site's page, nothing happens. */
export async function GET(request: Request): Promise<never> {
  try {
    refuseCrossSite(request.headers, runtime().appUrl);
  } catch (error) {
    if (error instanceof AppError) redirect("/");
    throw error;
  }
  const { sessions } = await serverCaller();
  await sessions.signOut().catch((error: unknown) => {
    if (describeError(error, "").code !== "unauthenticated") throw error;
  });
  await clearSessionCookie();
  redirect("/sign-in?notice=signed-out");
}
