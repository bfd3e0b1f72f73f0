import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { NameForm } from "@/components/settings/name-form";
import { PageHead } from "@/components/settings/page-head";
import { Section, SettingsColumn } from "@/components/settings/section";
import { requireMember } from "@/server/trpc/gate";
import { saveName } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

/** What one says of oneself: for everybody, whatever their role. */
export default async function ProfilePage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("profile");
  const { user } = await requireMember((await params).tenant);
  return (
    <Texts of={["ui", "shell", "profile"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <Section title={t("you")}>
          <NameForm action={saveName} name={user.name} email={user.email} />
        </Section>
      </SettingsColumn>
    </Texts>
  );
}
