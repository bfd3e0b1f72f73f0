"use server";

import { redirect } from "next/navigation";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function resetPassword(token: string, before: FormState, data: FormData): Promise<FormState> {
  const { values, refused } = readForm(before, data);
  let email: string;
  try {
    const { account } = await serverCaller();
    ({ email } = await account.resetPassword({ token, password: values.password ?? "" }));
  } catch (error) {
    return refused(error);
  }
  redirect(`/sign-in?notice=password-changed&email=${encodeURIComponent(email)}`);
}
