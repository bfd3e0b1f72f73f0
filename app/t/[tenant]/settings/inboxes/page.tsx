import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Texts } from "../../../../../components/i18n/provider";
import { ChannelTile } from "../../../../../components/inbox/channel";
import { CopyLine } from "../../../../../components/settings/copy-line";
import { NewInbox } from "../../../../../components/settings/new-inbox";
import { PageHead } from "../../../../../components/settings/page-head";
import { SilentSince } from "../../../../../components/settings/silent-since";
import { Badge } from "../../../../../components/ui/badge";
import { buttonClass } from "../../../../../components/ui/button";
import { Empty } from "../../../../../components/ui/empty";
import { NavLink } from "../../../../../components/ui/nav-link";
import { serverCaller } from "../../../../../server/trpc/caller";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ new?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("inboxes") };
}

/** The inboxes of the business; each website has its line to copy. */
export default async function InboxesPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const t = await getTranslations("settings");
  const caller = await serverCaller(tenant);
  const [inboxes, channels] = await Promise.all([
    caller.inboxes.listSettings(),
    caller.inboxes.channels().catch(() => []),
  ]);
  const isNew = (await searchParams).new !== undefined;
  const origin = await ownOrigin();
  return (
    <>
      <PageHead title={t("inboxes")}>
        <Texts of={["ui", "shell", "settings", "newInbox", "connection", "signUp"]}>
          {channels.length > 0 ? <NewInbox isNew={isNew} channels={channels} /> : null}
        </Texts>
      </PageHead>
      <div className="max-w-[720px] px-6 py-5 max-sm:px-4">
        <p className="text-text-2">{t("inboxesIntro")}</p>
        {inboxes.length === 0 ? (
          <Empty icon={Inbox} fact={t("inboxEmptyFact")} next={t("inboxEmptyNext")} />
        ) : null}
        {inboxes.map((inbox) => (
          <section key={inbox.id} className="mt-4 rounded-12 border border-border p-4 shadow-e1">
            <h2 className="flex items-center gap-2 font-semibold text-message">
              <ChannelTile glyph={inbox.glyph} />
              <span className="min-w-0 grow truncate">{inbox.name}</span>
              {inbox.isEnabled ? null : <Badge tone="warning">{t("inboxOff")}</Badge>}
              {inbox.pausedFor ? <Badge tone="danger">{t("inboxPaused")}</Badge> : null}
              {inbox.silentSince && !inbox.pausedFor && inbox.isEnabled ? (
                <Badge tone="warning">{t("inboxSilent")}</Badge>
              ) : null}
              <NavLink
                href={`/t/${tenant}/settings/inboxes/${inbox.id}`}
                aria-label={t("openInbox", { name: inbox.name })}
                className={buttonClass({ size: "sm" })}
              >
                {t("open")}
              </NavLink>
            </h2>
            {inbox.pausedFor ? (
              <p className="mt-2 text-danger-text">
                {inbox.pausedFor.reason} {inbox.pausedFor.fix}
              </p>
            ) : inbox.silentSince && inbox.isEnabled ? (
              <p className="mt-2 text-warning-text">
                <Texts of={["connection"]}>
                  <SilentSince since={inbox.silentSince} />
                </Texts>
              </p>
            ) : inbox.hasProvider ? (
              <p className="mt-2 text-text-2">{inbox.channelName}</p>
            ) : null}
            {inbox.hasInstallLine ? (
              <>
                <p className="mt-3 font-medium">{t("install")}</p>
                <p className="mb-2 text-text-2">{t("installNext")}</p>
                <CopyLine
                  label={inbox.name}
                  line={`<script async src="${origin}/widget.js" data-inbox="${inbox.publicId}"></script>`}
                />
              </>
            ) : null}
          </section>
        ))}
      </div>
    </>
  );
}

/** Where this installation is reached, as the browser asked for it. */
async function ownOrigin(): Promise<string> {
  const sent = await headers();
  const protocol = sent.get("x-forwarded-proto")?.split(",")[0] ?? "http";
  return `${protocol}://${sent.get("host") ?? "localhost"}`;
}
