import { ContactRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ContactsScreen } from "@/components/contacts/contacts-screen";
import { Texts } from "@/components/i18n/provider";
import { Frame } from "@/components/shell/frame";
import { Empty } from "@/components/ui/empty";
import { serverCaller } from "@/server/trpc/caller";
import { loadReference, orNull } from "./load";

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contactPages"))("title") };
}

export default async function ContactsPage({ params, searchParams }: Props) {
  const caller = await serverCaller((await params).tenant);
  const wanted = (await searchParams).segment;
  const segments = await orNull(caller.segments.list());
  const t = await getTranslations("contactPages");
  if (!segments) {
    return (
      <Frame column={null}>
        <Empty icon={ContactRound} fact={t("noAccess")} next={t("noAccessNext")} />
      </Frame>
    );
  }
  const segment = segments.find(({ id }) => id === wanted) ?? null;
  const { filter, sort, isDescending } = segment ?? {};
  const [initial, definitions, reference] = await Promise.all([
    caller.contacts.list({ filter, sort, isDescending, limit: 50 }),
    caller.attributes.list({ subject: "contact" }),
    loadReference(caller),
  ]);
  return (
    <Texts
      of={["ui", "app", "shell", "inbox", "contacts", "contactPages", "contactImport", "commands", "filter"]}
    >
      <ContactsScreen
        initial={initial}
        segments={segments}
        segment={segment}
        definitions={definitions}
        reference={reference}
      />
    </Texts>
  );
}
