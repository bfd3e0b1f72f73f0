import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AttributesScreen } from "@/components/contacts/attributes-screen";
import { Texts } from "@/components/i18n/provider";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { can } from "@/server/core/ctx";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attributes"))("title") };
}

export default async function AttributesPage({ params }: Props) {
  const slug = (await params).tenant;
  const { actor } = await requireMember(slug);
  if (!can(actor, "contact_custom_attributes") && !can(actor, "settings_account")) {
    const t = await getTranslations("attributes");
    return (
      <>
        <PageHead title={t("title")} />
        <SettingsColumn>
          <p className="text-text-2">{t("noAccess")}</p>
        </SettingsColumn>
      </>
    );
  }
  const definitions = await (await serverCaller(slug)).attributes.list({});
  return (
    <Texts of={["ui", "shell", "contacts", "attributes", "commands"]}>
      <AttributesScreen initial={definitions} />
    </Texts>
  );
}
