import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { NotificationSettings } from "@/components/settings/notification-settings";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { requireMember } from "@/server/trpc/gate";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("page.title") };
}

/** What one is told of, and how. */
export default async function NotificationsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("notifications");
  await requireMember((await params).tenant);
  return (
    <Texts of={["ui", "shell", "commands", "notifications"]}>
      <PageHead title={t("page.title")} />
      <SettingsColumn>
        <NotificationSettings />
      </SettingsColumn>
    </Texts>
  );
}
