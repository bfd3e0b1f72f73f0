import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Clock } from "../../../components/i18n/clock";
import { Texts } from "../../../components/i18n/provider";
import { WorkspaceProvider } from "../../../components/realtime/context";
import { mayOpen } from "../../../components/shell/areas";
import { Rail } from "../../../components/shell/rail";
import { ShellCommands } from "../../../components/shell/shell-commands";
import { SkipLinks } from "../../../components/shell/skip-links";
import { Toaster } from "../../../components/ui/toast";
import { serverCaller } from "../../../server/trpc/caller";
import { refusalCode } from "./refusal";

type Props = { params: Promise<{ tenant: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: { default: (await params).tenant, template: "%s, Parley" }, robots: { index: false } };
}

/** The gate of one business: nobody passes without a session and a place in it. */
export default async function TenantLayout({ params, children }: Props) {
  const { tenant } = await params;
  const me = await readMe(tenant);
  return (
    <Texts
      of={[
        "ui",
        "app",
        "shell",
        "inbox",
        "contacts",
        "acts",
        "settings",
        "commands",
        "notifications",
        "filter",
        "search",
        "sections",
        "rate",
        "trace",
        "network",
        "asks",
        "questions",
        "templates",
      ]}
    >
      <Clock now={Date.now()}>
        <WorkspaceProvider key={me.member.id} me={me} isLive={mayOpen("inbox", me.member)}>
          <SkipLinks />
          <div className="flex h-dvh overflow-hidden bg-canvas max-sm:flex-col">
            <Rail />
            {children}
          </div>
          <Toaster />
          <ShellCommands />
        </WorkspaceProvider>
      </Clock>
    </Texts>
  );
}

async function readMe(tenant: string) {
  const caller = await serverCaller(tenant);
  try {
    return await caller.session.me();
  } catch (error) {
    const code = refusalCode(error);
    if (code === "not_found") notFound();
    if (code !== "unauthenticated") throw error;
  }
  const path = (await headers()).get("x-parley-path") ?? `/t/${tenant}/inbox`;
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
