import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { HostedChat } from "@/components/chat/hosted-chat";
import { findWindow } from "@/server/modules/visitors/popout";

type Props = { params: Promise<{ inbox: string }> };

const find = cache(findWindow);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find((await params).inbox);
  return { title: { absolute: found?.tenantName ?? "Parley" }, robots: { index: false } };
}

/** The chat of a website inbox as a page of its own: for a window beside the website, and for businesses without one. */
export default async function ChatPage({ params }: Props) {
  const { inbox } = await params;
  const found = await find(inbox);
  if (!found) notFound();
  return (
    <main>
      <h1 className="sr-only">{found.tenantName}</h1>
      <HostedChat inbox={inbox} colour={found.colour} />
    </main>
  );
}
