"use server";

import { getTranslations } from "next-intl/server";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function requestPasswordReset(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { account } = await serverCaller();
    await account.requestPasswordReset({ email: values.email ?? "" });
    return done((await getTranslations("auth"))("forgot.done", { email: values.email?.trim() ?? "" }));
  } catch (error) {
    return refused(error);
  }
}
