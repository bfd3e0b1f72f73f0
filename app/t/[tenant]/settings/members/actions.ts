"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import type { SystemRole } from "@/server/core/permissions";
import { type ActAnswer, act } from "@/server/trpc/act";
import { serverCaller } from "@/server/trpc/caller";
import { type FormState, readForm } from "@/server/trpc/form-state";

const PATH = "/t/[tenant]/settings/members";

export async function invite(slug: string, before: FormState, data: FormData): Promise<FormState> {
  const { values, refused, done } = readForm(before, data);
  try {
    const { invitations } = await serverCaller(slug);
    const teamIds = data.getAll("team").filter((id) => typeof id === "string");
    await invitations.create({ email: values.email ?? "", role: values.role as SystemRole, teamIds });
    revalidatePath(PATH, "page");
    return done((await getTranslations("members"))("invited", { email: values.email?.trim() ?? "" }));
  } catch (error) {
    return refused(error);
  }
}

export async function resendInvitation(slug: string, invitationId: string): Promise<ActAnswer> {
  return act(slug, PATH, ({ invitations }) => invitations.resend({ invitationId }));
}

export async function revokeInvitation(slug: string, invitationId: string): Promise<ActAnswer> {
  return act(slug, PATH, ({ invitations }) => invitations.revoke({ invitationId }));
}

export async function setRole(slug: string, memberId: string, role: SystemRole): Promise<ActAnswer> {
  return act(slug, PATH, ({ members }) => members.setRole({ memberId, role }));
}

export async function deactivateMember(slug: string, memberId: string): Promise<ActAnswer> {
  return act(slug, PATH, ({ members }) => members.deactivate({ memberId }));
}

export async function reactivateMember(slug: string, memberId: string): Promise<ActAnswer> {
  return act(slug, PATH, ({ members }) => members.reactivate({ memberId }));
}
