import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { CopyLine } from "@/components/settings/copy-line";
import { IdentitySection } from "@/components/settings/identity-section";
import { InboxForm } from "@/components/settings/inbox-form";
import { installLine } from "@/components/settings/install-line";
import { PreChatSection } from "@/components/settings/pre-chat-section";
import { RefreshOnTold } from "@/components/settings/refresh-on-told";
import { Section } from "@/components/settings/section";
import { SiteCheck } from "@/components/settings/site-check";
import { WebsiteSections } from "@/components/settings/website-sections";
import { can } from "@/server/core/ctx";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";
import { refusalOf } from "@/server/trpc/refusal";
import { Connection } from "./connection";

type Props = { params: Promise<{ tenant: string; id: string }>; searchParams: Promise<{ move?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("inboxes") };
}

export default async function InboxSettingsPage({ params, searchParams }: Props) {
  const { tenant: slug, id } = await params;
  const { actor, tenant } = await requireMember(slug);
  const t = await getTranslations("settings");
  const caller = await serverCaller(slug);
  const [inbox, members] = await Promise.all([
    caller.inboxes.settings({ inboxId: id }).catch(refusalOf),
    caller.members.list().catch(() => []),
  ]);
  if ("refusal" in inbox) notFound();
  const { move } = await searchParams;
  const mayConfigure = can(actor, "channel_configure");
  const [website, secrets] = inbox.hasInstallLine
    ? await Promise.all([
        caller.inboxes.website({ inboxId: id }),
        mayConfigure ? caller.inboxes.identitySecrets({ inboxId: id }) : null,
      ])
    : [null, null];
  const install = website ? (
    <>
      <Section title={t("install")} lead={t("installNext")}>
        <CopyLine label={inbox.name} line={installLine(await ownOrigin(), inbox.publicId, website)} />
      </Section>
      {mayConfigure ? <SiteCheck inboxId={id} /> : null}
      <WebsiteSections
        inboxId={id}
        publicId={inbox.publicId}
        tenantName={tenant.name}
        website={website}
        mayConfigure={mayConfigure}
      />
      <PreChatSection inboxId={id} website={website} mayConfigure={mayConfigure} />
      <IdentitySection inboxId={id} website={website} secrets={secrets} />
    </>
  ) : null;
  return (
    <Texts
      of={[
        "ui",
        "shell",
        "settings",
        "inboxSettings",
        "hours",
        "website",
        "connection",
        "account",
        "pairing",
        "newInbox",
        "preChat",
        "questions",
      ]}
    >
      <RefreshOnTold />
      <InboxForm
        key={inbox.id}
        inbox={inbox}
        members={members.filter((member) => member.isActive)}
        mayConfigure={mayConfigure}
        mayManageTeam={can(actor, "team_manage")}
        install={install}
        connection={
          inbox.hasProvider && mayConfigure ? (
            <Connection slug={slug} inbox={inbox} isMoving={move !== undefined} />
          ) : null
        }
      />
    </Texts>
  );
}

/** Where this installation is reached, as the browser asked for it. */
async function ownOrigin(): Promise<string> {
  const sent = await headers();
  const protocol = sent.get("x-forwarded-proto")?.split(",")[0] ?? "http";
  return `${protocol}://${sent.get("host") ?? "localhost"}`;
}
