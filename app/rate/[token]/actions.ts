"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function rate(token: string, before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { ratings } = await serverCaller();
    await ratings.give({ token, score: Number(values.score), comment: values.comment ?? "" });
    revalidatePath("/rate/[token]", "page");
    return done((await getTranslations("rate"))("thanks"));
  } catch (error) {
    return refused(error);
  }
}
