import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Texts } from "../../../../../components/i18n/provider";
import { ChannelTile } from "../../../../../components/inbox/channel";
import { CopyLine } from "../../../../../components/settings/copy-line";
import { NewInbox } from "../../../../../components/settings/new-inbox";
import { PageHead } from "../../../../../components/settings/page-head";
import { RefreshOnTold } from "../../../../../components/settings/refresh-on-told";
import { standingOf } from "../../../../../components/settings/standing";
import { StandingBadge } from "../../../../../components/settings/standing-badge";
import { StandingNotice } from "../../../../../components/settings/standing-notice";
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
        <RefreshOnTold />
        <Texts of={["ui", "shell", "settings", "connection"]}>
          {inboxes.map((inbox) => (
            <section key={inbox.id} className="mt-4 rounded-12 border border-border p-4 shadow-e1">
              <h2 className="flex items-center gap-2 font-semibold text-message">
                <ChannelTile glyph={inbox.glyph} />
                <span className="min-w-0 grow truncate">{inbox.name}</span>
                <StandingBadge standing={standingOf(inbox)} />
                <NavLink
                  href={`/t/${tenant}/settings/inboxes/${inbox.id}`}
                  aria-label={t("openInbox", { name: inbox.name })}
                  className={buttonClass({ size: "sm" })}
                >
                  {t("open")}
                </NavLink>
              </h2>
              {inbox.hasProvider ? <p className="mt-1 text-text-2">{inbox.channelName}</p> : null}
              <div className="mt-3 empty:hidden">
                <StandingNotice inbox={inbox} standing={standingOf(inbox)} />
              </div>
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
        </Texts>
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
