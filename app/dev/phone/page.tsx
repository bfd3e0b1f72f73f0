import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { PretendPhone } from "@/components/phone/pretend-phone";
import { isPhoneOn } from "@/server/infra/phone-switch";
import { fromOf, isThisMachine } from "@/server/infra/this-machine";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("phone"))("title"), robots: { index: false } };
}

/** Where one plays the customer of the demo business. Elsewhere than on one's own machine there is no such page. */
export default async function PhonePage() {
  if (!isPhoneOn() || !isThisMachine(fromOf(await headers()))) notFound();
  return (
    <Texts of={["ui", "phone"]}>
      <PretendPhone />
    </Texts>
  );
}
