import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { DeviceRow } from "@/components/settings/device-row";
import { NameForm } from "@/components/settings/name-form";
import { PasswordForm } from "@/components/settings/password-form";
import { Rows, Section, SettingsColumn } from "@/components/settings/section";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";
import * as actions from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

/** One's own name, password and devices: for everybody, whatever their role. */
export default async function SecurityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("profile");
  const { user } = await requireMember((await params).tenant);
  const { sessions } = await serverCaller();
  const devices = await sessions.list();
  return (
    <SettingsColumn>
      <Section title={t("you")}>
        <NameForm action={actions.saveName} name={user.name} email={user.email} />
      </Section>
      <Section title={t("password")} lead={t("passwordLead")}>
        <PasswordForm action={actions.changePassword} email={user.email} />
      </Section>
      <Section title={t("devices")} lead={t("devicesLead")}>
        <Rows label={t("devices")}>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} revoke={actions.revokeSession.bind(null, device.id)} />
          ))}
        </Rows>
      </Section>
      {devices.length > 1 ? (
        <p className="mt-3">
          <ConfirmButton
            label={t("signOutOthers")}
            question={t("othersQuestion")}
            consequence={t("othersConsequence")}
            done={t("othersDone")}
            action={actions.revokeOtherSessions}
          />
        </p>
      ) : null}
    </SettingsColumn>
  );
}
