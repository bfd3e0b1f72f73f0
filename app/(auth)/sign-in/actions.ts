"use server";

import { redirect } from "next/navigation";
import { AppError } from "@/server/core/errors";
import { SignIn } from "@/server/modules/accounts/schema";
import { signInFromAction } from "@/server/trpc/auth-door";
import { type FormState, readForm } from "@/server/trpc/form-state";
import { safePath } from "@/server/trpc/safe-path";

export async function signIn(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused } = readForm(before, data);
  try {
    const given = SignIn.parse({ ...values, keep: values.keep === "on" });
    const answer = await signInFromAction(given);
    if (answer) throw new AppError("unauthenticated", answer.error, { field: "password" });
  } catch (error) {
    return refused(error);
  }
  redirect(safePath(values.next) ?? "/t");
}
