import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { InvitationRow } from "@/components/settings/invitation-row";
import { InviteForm } from "@/components/settings/invite-form";
import { MemberRow } from "@/components/settings/member-row";
import { PageHead } from "@/components/settings/page-head";
import { Rows, Section, SettingsColumn } from "@/components/settings/section";
import { can } from "@/server/core/ctx";
import { assignableRoles, canManage } from "@/server/modules/tenants/rules";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";
import * as actions from "./actions";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

/** Who works here, with which role, and who is invited. What the viewer may not do is not drawn. */
export default async function MembersPage({ params }: Props) {
  const slug = (await params).tenant;
  const t = await getTranslations("members");
  const { actor, tenant } = await requireMember(slug);
  if (!can(actor, "team_view")) {
    return (
      <>
        <PageHead title={t("title")} />
        <SettingsColumn>
          <p className="text-text-2">{t("noAccess")}</p>
        </SettingsColumn>
      </>
    );
  }
  const caller = await serverCaller(slug);
  const mayInvite = can(actor, "team_invite");
  const [members, places, teams, inboxes, invitations] = await Promise.all([
    caller.members.list(),
    caller.members.places(),
    caller.teams.list(),
    caller.inboxes.list().catch(() => []),
    mayInvite ? caller.invitations.list() : [],
  ]);
  const roles = assignableRoles(actor);
  const memberActs = {
    setRole: actions.setRole.bind(null, slug),
    deactivate: actions.deactivateMember.bind(null, slug),
    reactivate: actions.reactivateMember.bind(null, slug),
  };
  const invitationActs = {
    resend: actions.resendInvitation.bind(null, slug),
    revoke: actions.revokeInvitation.bind(null, slug),
  };
  return (
    <Texts of={["ui", "shell", "settings", "members"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        {mayInvite ? (
          <Section title={t("inviteTitle")} lead={t("inviteLead", { tenant: tenant.name })}>
            <InviteForm
              action={actions.invite.bind(null, slug)}
              roles={roles}
              teams={can(actor, "team_manage") ? teams : []}
            />
          </Section>
        ) : null}
        {invitations.length > 0 ? (
          <Section title={t("invitations")}>
            <Rows label={t("invitations")}>
              {invitations.map((invitation) => (
                <InvitationRow
                  key={invitation.id}
                  invitation={invitation}
                  teams={teams}
                  acts={invitationActs}
                />
              ))}
            </Rows>
          </Section>
        ) : null}
        <Section title={t("team")}>
          <Rows label={t("team")}>
            {members.map((member) => {
              const isManageable = canManage(actor, member);
              const isGivable = roles.includes(member.role);
              return (
                <MemberRow
                  key={member.id}
                  member={member}
                  isSelf={member.id === actor.memberId}
                  roles={
                    isManageable && can(actor, "role_assign")
                      ? isGivable
                        ? roles
                        : [member.role, ...roles]
                      : []
                  }
                  places={places.find(({ id }) => id === member.id) ?? null}
                  given={{ teams, inboxes }}
                  canPlace={can(actor, "team_manage")}
                  canDeactivate={isManageable && can(actor, "team_manage")}
                  acts={memberActs}
                />
              );
            })}
          </Rows>
        </Section>
      </SettingsColumn>
    </Texts>
  );
}
