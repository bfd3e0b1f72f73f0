import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { BusinessForm } from "@/components/settings/business-form";
import { can } from "@/server/core/ctx";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("business"))("title") };
}

/** Everybody may read when the business is there; who may change it is asked by the server. */
export default async function BusinessPage({ params }: Props) {
  const slug = (await params).tenant;
  const { actor } = await requireMember(slug);
  const caller = await serverCaller(slug);
  const [business, labels] = await Promise.all([caller.business.get(), caller.labels.list().catch(() => [])]);
  const timeZones = [...new Set([business.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
  return (
    <Texts of={["ui", "shell", "settings", "business", "hours"]}>
      <BusinessForm
        business={business}
        labels={labels}
        timeZones={timeZones}
        mayChange={can(actor, "settings_account")}
      />
    </Texts>
  );
}
