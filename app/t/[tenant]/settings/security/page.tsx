import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { DeviceRow } from "@/components/settings/device-row";
import { PageHead } from "@/components/settings/page-head";
import { PasswordForm } from "@/components/settings/password-form";
import { Rows, Section, SettingsColumn } from "@/components/settings/section";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";
import * as actions from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("title") };
}

/** One's own password and devices: for everybody, whatever their role. */
export default async function SecurityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("security");
  const { user } = await requireMember((await params).tenant);
  const { sessions } = await serverCaller();
  const devices = await sessions.list();
  return (
    <Texts of={["ui", "shell", "security"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <Section title={t("password")} lead={t("passwordLead")}>
          <PasswordForm action={actions.changePassword} email={user.email} />
        </Section>
        <Section title={t("devices")} lead={t("devicesLead")}>
          <Rows label={t("devices")}>
            {devices.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                revoke={actions.revokeSession.bind(null, device.id)}
              />
            ))}
          </Rows>
        </Section>
        {devices.length > 1 ? (
          <p className="mt-3">
            <ConfirmButton
              label={t("signOutOthers")}
              keep={t("keep")}
              question={t("othersQuestion")}
              consequence={t("othersConsequence")}
              done={t("othersDone")}
              action={actions.revokeOtherSessions}
            />
          </p>
        ) : null}
      </SettingsColumn>
    </Texts>
  );
}
