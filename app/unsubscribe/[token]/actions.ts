"use server";

import { revalidatePath } from "next/cache";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function stop(token: string, before: FormState, data: FormData): Promise<FormState> {
  const { refused, done } = readForm(before, data);
  try {
    const { mailStops } = await serverCaller();
    await mailStops.stop({ token });
    revalidatePath("/unsubscribe/[token]", "page");
    return done("");
  } catch (error) {
    return refused(error);
  }
}
