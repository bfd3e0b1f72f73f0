"use server";

import { redirect } from "next/navigation";
import { signInFromAction } from "@/server/trpc/auth-door";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

export async function acceptInvitation(token: string, before: FormState, data: FormData): Promise<FormState> {
  const { values, refused } = readForm(before, data);
  let inbox: string;
  try {
    const { account } = await serverCaller();
    const { name, password } = values;
    const { slug, email } = await account.acceptInvitation({ token, name, password });
    const failed = password ? await signInFromAction({ email, password, keep: true }) : null;
    inbox = failed ? "/sign-in" : `/t/${slug}/inbox`;
  } catch (error) {
    return refused(error);
  }
  redirect(inbox);
}
