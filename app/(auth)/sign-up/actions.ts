"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import type { SignUp } from "@/server/modules/tenants/schema";
import { signInFromAction } from "@/server/trpc/auth-door";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function signUp(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused } = readForm(before, data);
  let inbox: string;
  try {
    const { account } = await serverCaller();
    // The procedure checks what the form holds.
    const given = { ...(values as unknown as SignUp), locale: await getLocale() };
    const { slug } = await account.signUp(given);
    const failed = await signInFromAction({ email: given.email, password: given.password, keep: true });
    inbox = failed ? "/sign-in" : `/t/${slug}/inbox`;
  } catch (error) {
    return refused(error);
  }
  redirect(inbox);
}
