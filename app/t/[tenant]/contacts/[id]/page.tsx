import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ContactScreen } from "@/components/contacts/contact-screen";
import { Texts } from "@/components/i18n/provider";
import { serverCaller } from "@/server/trpc/caller";
import { loadReference, orNull } from "../load";

type Props = {
  params: Promise<{ tenant: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contactPages"))("title") };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default async function ContactPage({ params, searchParams }: Props) {
  const { tenant, id } = await params;
  const { merge } = await searchParams;
  if (!UUID.test(id)) notFound();
  const caller = await serverCaller(tenant);
  const initial = await orNull(caller.contacts.get({ contactId: id }));
  if (!initial) notFound();
  const [segments, reference] = await Promise.all([caller.segments.list(), loadReference(caller)]);
  return (
    <Texts of={["ui", "app", "shell", "inbox", "contacts", "contactPages", "commands", "rate"]}>
      <ContactScreen
        key={initial.id}
        initial={initial}
        mergeWith={typeof merge === "string" && UUID.test(merge) ? merge : null}
        segments={segments}
        reference={reference}
      />
    </Texts>
  );
}
