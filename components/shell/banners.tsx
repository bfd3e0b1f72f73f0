"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Banner } from "../ui/banner";
import { buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { StagingBanner } from "./staging";

type Named = { id: string; name: string };
type Paused = Named & { reason: string; fix: string };
type Silent = Named & { since: string };
type Asked = { paused: Paused[]; silent: Silent[]; unofficial: Named[] };
const NOTHING: Asked = { paused: [], silent: [], unofficial: [] };

/**
 * What stands over every page: an inbox that sends nothing, or else one that hears nothing any more, for those who may mend
 * it; one that its network may end at any time, for as long as there is one; staging.
 */
export default function Banners() {
  const t = useTranslations("shell.paused");
  const { me } = useWorkspace();
  const { paused, silent, unofficial } = useInboxesToWatch();
  const [first, ...others] = paused;
  return (
    <>
      {first ? (
        <Banner
          tone="danger"
          role="alert"
          isFlush
          fact={t("fact", { name: first.name, others: others.length })}
          action={
            <NavLink
              href={`/t/${me.tenant.slug}/settings/inboxes${others.length ? "" : `/${first.id}`}`}
              className={buttonClass({ size: "sm" })}
            >
              {t("mend")}
            </NavLink>
          }
        >
          {first.reason} {t("next")}
        </Banner>
      ) : (
        <SilentBanner inboxes={silent} />
      )}
      {unofficial.length ? <UnofficialBanner inboxes={unofficial} /> : null}
      {me.env === "staging" ? <StagingBanner /> : null}
    </>
  );
}

/** It goes when something comes in, or when the inbox is switched off. */
function SilentBanner({ inboxes: [first, ...others] }: { inboxes: Silent[] }) {
  const t = useTranslations("shell.silent");
  const { me } = useWorkspace();
  const [reader, now] = [useReader(), useNow()];
  if (!first) return null;
  const base = `/t/${me.tenant.slug}/settings/inboxes`;
  const href = others.length ? base : `${base}/${first.id}`;
  return (
    <Banner
      tone="warning"
      role="alert"
      isFlush
      fact={t("fact", { name: first.name, others: others.length })}
      action={
        <NavLink href={href} className={buttonClass({ size: "sm" })}>
          {t("look")}
        </NavLink>
      }
    >
      <span className="max-sm:hidden">{t("next", { since: formatListTime(first.since, now, reader) })}</span>
    </Banner>
  );
}

/** It cannot be dismissed: it goes with the last such inbox. */
function UnofficialBanner({ inboxes: [first, ...others] }: { inboxes: Named[] }) {
  const t = useTranslations("shell.unofficial");
  const { me } = useWorkspace();
  const base = `/t/${me.tenant.slug}/settings/inboxes`;
  if (!first) return null;
  const mayMove = me.member.permissions.includes("channel_configure");
  return (
    <Banner
      tone="warning"
      isFlush
      role="status"
      fact={t("fact", { name: first.name, others: others.length })}
      action={
        mayMove ? (
          <NavLink
            href={others.length ? base : `${base}/${first.id}?move`}
            className={buttonClass({ size: "sm" })}
          >
            {t("move")}
          </NavLink>
        ) : null
      }
    >
      <span className="max-sm:hidden">{t("next")} </span>
      <NavLink href={`${base}/risks`} className="font-semibold underline underline-offset-2 sm:ml-2">
        {t("risks")}
      </NavLink>
    </Banner>
  );
}

const ASK_AGAIN_MS = 60_000;

/** Asked for at once when somebody has changed an inbox, and when the window is looked at again. */
function useInboxesToWatch(): Asked {
  const { api, engine, me } = useWorkspace();
  const [asked, setAsked] = useState(NOTHING);
  const may = me.member.permissions;
  const mayMend = may.includes("channel_configure");
  const maySee = mayMend || may.includes("channel_view") || may.includes("settings_channels");
  useEffect(() => {
    if (!maySee) return;
    let at = 0;
    function ask() {
      at = Date.now();
      const forMenders = mayMend ? ([api.inboxes.paused.query(), api.inboxes.silent.query()] as const) : [];
      Promise.all([api.inboxes.unofficial.query(), ...forMenders]).then(
        ([unofficial, paused = [], silent = []]) => setAsked({ paused, silent, unofficial }),
        () => {},
      );
    }
    function hear(event: string, data: unknown) {
      if (event === "reference" && (data as { what: string }).what === "inboxes") ask();
    }
    const look = () => !document.hidden && Date.now() - at > ASK_AGAIN_MS && ask();
    ask();
    engine.heard.add(hear);
    engine.onConnected.add(ask);
    document.addEventListener("visibilitychange", look);
    return () => {
      engine.heard.delete(hear);
      engine.onConnected.delete(ask);
      document.removeEventListener("visibilitychange", look);
    };
  }, [api, engine, mayMend, maySee]);
  return asked;
}
