import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { PageHead } from "@/components/settings/page-head";
import { Section, SettingsColumn } from "@/components/settings/section";
import { requireMember } from "@/server/trpc/gate";

type Props = { params: Promise<{ tenant: string }> };
const QUESTIONS = [1, 2, 3, 4, 5, 6] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("risks"))("title") };
}

/** What an unofficial WhatsApp connection means: where the banner leads. */
export default async function RisksPage({ params }: Props) {
  await requireMember((await params).tenant);
  const t = await getTranslations("risks");
  return (
    <Texts of={["ui", "shell"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <p className="mb-6 text-text-2">{t("lead")}</p>
        {QUESTIONS.map((n) => (
          <Section key={n} title={t(`q${n}`)}>
            <p className="text-body">{t(`a${n}`)}</p>
          </Section>
        ))}
      </SettingsColumn>
    </Texts>
  );
}
