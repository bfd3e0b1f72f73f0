import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InboxScreen } from "../../../../../components/inbox/inbox-screen";
import { readRoute } from "../../../../../components/inbox/route";
import { Frame } from "../../../../../components/shell/frame";
import { Empty } from "../../../../../components/ui/empty";
import { loadInbox } from "./load-inbox";

type Props = {
  params: Promise<{ tenant: string; id?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox"))("title") };
}

export default async function InboxPage({ params, searchParams }: Props) {
  const { tenant, id } = await params;
  const query = await searchParams;
  const route = readRoute(id?.[0], { get: (name) => [query[name]].flat()[0] ?? null });
  const loaded = await loadInbox(tenant, route);
  if (loaded) return <InboxScreen route={route} {...loaded} />;
  const t = await getTranslations("inbox");
  return (
    <Frame column={null}>
      <Empty icon={Inbox} fact={t("noAccessFact")} next={t("noAccessNext")} />
    </Frame>
  );
}
