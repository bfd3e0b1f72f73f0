import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { BridgeLink } from "@/components/settings/bridge-link";
import { EmailForm } from "@/components/settings/email-form";
import { LanguageField } from "@/components/settings/language-field";
import { NameForm } from "@/components/settings/name-form";
import { OwnPlaceForm } from "@/components/settings/own-place-form";
import { PageHead } from "@/components/settings/page-head";
import { PictureForm } from "@/components/settings/picture-form";
import { RefreshOnTold } from "@/components/settings/refresh-on-told";
import { Section, SettingsColumn } from "@/components/settings/section";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";
import { changeEmail, saveName } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

/** What one says of oneself: for everybody, whatever their role. */
export default async function ProfilePage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("profile");
  const slug = (await params).tenant;
  const { user, actor, tenant } = await requireMember(slug);
  const caller = await serverCaller(slug);
  const [own, link] = await Promise.all([caller.profile.own(), caller.bridge.ownLink()]);
  return (
    <Texts of={["ui", "shell", "inbox", "settings", "profile", "bridge"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <Section title={t("you")}>
          <PictureForm id={actor.memberId} name={user.name} picture={own.pictureUrl} />
          <NameForm action={saveName} name={user.name} />
        </Section>
        <Section title={t("email")} lead={t("emailHint")}>
          <EmailForm action={changeEmail} email={user.email} />
        </Section>
        <OwnPlaceForm own={own} language={<LanguageField own={user.locale} ofBusiness={tenant.locale} />} />
        {/* The code is said elsewhere, to the group's bot. */}
        <RefreshOnTold what="bridge" />
        {link.isOffered ? <BridgeLink key={link.personName} link={link} /> : null}
      </SettingsColumn>
    </Texts>
  );
}
