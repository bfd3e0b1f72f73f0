"use server";

import { getTranslations } from "next-intl/server";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function confirmEmail(token: string, before: FormState, data: FormData): Promise<FormState> {
  const { refused, done } = readForm(before, data);
  try {
    const { account } = await serverCaller();
    const { email } = await account.confirmEmailChange({ token });
    return done((await getTranslations("auth"))("newEmail.done", { email }));
  } catch (error) {
    return refused(error);
  }
}
