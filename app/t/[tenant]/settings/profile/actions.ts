"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function saveName(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { account } = await serverCaller();
    await account.updateProfile({ name: values.name ?? "" });
    // The name stands in the frame around every page, too.
    revalidatePath("/t/[tenant]", "layout");
    return done((await getTranslations("profile"))("saved"));
  } catch (error) {
    return refused(error);
  }
}

export async function changeEmail(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { account } = await serverCaller();
    await account.requestEmailChange({ email: values.email ?? "", current: values.current ?? "" });
    return done((await getTranslations("profile"))("emailSent", { email: values.email?.trim() ?? "" }));
  } catch (error) {
    return refused(error);
  }
}
