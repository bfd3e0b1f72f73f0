"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { type ActAnswer, act } from "@/server/trpc/act";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

const PATH = "/t/[tenant]/settings/security";

export async function changePassword(before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { account } = await serverCaller();
    const given = { current: values.current ?? "", password: values.password ?? "" };
    const { endedSessions } = await account.changePassword(given);
    revalidatePath(PATH, "page");
    return done((await getTranslations("security"))("changed", { count: endedSessions }));
  } catch (error) {
    return refused(error);
  }
}

export async function revokeSession(sessionId: string): Promise<ActAnswer> {
  return act("", PATH, ({ sessions }) => sessions.revoke({ sessionId }));
}

export async function revokeOtherSessions(): Promise<ActAnswer> {
  return act("", PATH, ({ sessions }) => sessions.revokeOthers());
}
