"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Banner } from "../ui/banner";
import { buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { mendPath } from "./mend-path";
import { StagingBanner } from "./staging";

type Named = { id: string; name: string };
type Paused = Named & { reason: string; fix: string };
type Silent = Named & { since: string };
type Asked = { paused: Paused[]; silent: Silent[]; unofficial: Named[] };
const NOTHING: Asked = { paused: [], silent: [], unofficial: [] };

/**
 * What stands over every page: an inbox that sends nothing, or else one that hears nothing any more, for those who may mend
 * it; one that its network may end at any time, for as long as there is one; staging. On a phone the first one alone, in
 * short, until the others are unfolded.
 */
export default function Banners() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  const { paused, silent, unofficial } = useInboxesToWatch();
  const [isOpen, setOpen] = useState(false);
  const all = [
    { key: "sends", One: paused.length > 0 ? PausedBanner : silent.length > 0 ? SilentBanner : null },
    { key: "risk", One: unofficial.length > 0 ? UnofficialBanner : null },
    { key: "staging", One: me.env === "staging" ? StagingBanner : null },
  ].flatMap(({ key, One }) => (One ? [{ key, One }] : []));
  const others = all.length - 1;
  const fold = (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={t(isOpen ? "foldBanners" : "unfoldBanners", { count: others })}
      onClick={() => setOpen(!isOpen)}
      className="num -my-2 -mr-2 flex h-11 min-w-11 shrink-0 items-center justify-center font-semibold sm:hidden"
    >
      {isOpen ? null : `+${others}`}
      <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} className={isOpen ? "rotate-180" : ""} />
    </button>
  );
  return all.map(({ key, One }, index) => (
    <div
      key={key}
      className={clsx(
        "group/banner",
        others > 0 && !isOpen && "folded",
        index > 0 && !isOpen && "max-sm:hidden",
      )}
    >
      <One {...{ paused, silent, unofficial }} fold={index === 0 && others > 0 ? fold : null} />
    </div>
  ));
}

type Given = Asked & { fold: ReactNode };
/** What a phone shows once the banners are unfolded. */
const MORE = "max-sm:group-[.folded]/banner:hidden";

function PausedBanner({ paused: [first, ...others], fold }: Given) {
  const t = useTranslations("shell.paused");
  const { me } = useWorkspace();
  return (
    <AlarmBanner
      tone="danger"
      role="alert"
      fact={t("fact", { name: first!.name, others: others.length })}
      act={{ href: mendPath(me.tenant.slug, first!.id), label: t("mend") }}
      fold={fold}
    >
      <span className={MORE}>
        {first!.reason} {t("next")}
      </span>
    </AlarmBanner>
  );
}

/** It goes when something comes in, or when the inbox is switched off. */
function SilentBanner({ silent: [first, ...others], fold }: Given) {
  const t = useTranslations("shell.silent");
  const { me } = useWorkspace();
  const [reader, now] = [useReader(), useNow()];
  const base = `/t/${me.tenant.slug}/settings/inboxes`;
  return (
    <AlarmBanner
      tone="warning"
      role="alert"
      fact={t("fact", { name: first!.name, others: others.length })}
      act={{ href: others.length ? base : `${base}/${first!.id}`, label: t("look") }}
      fold={fold}
    >
      <span className="max-sm:hidden">{t("next", { since: formatListTime(first!.since, now, reader) })}</span>
    </AlarmBanner>
  );
}

/** It cannot be dismissed: it goes with the last such inbox. */
function UnofficialBanner({ unofficial: [first, ...others], fold }: Given) {
  const t = useTranslations("shell.unofficial");
  const { me } = useWorkspace();
  const base = `/t/${me.tenant.slug}/settings/inboxes`;
  const mayMove = me.member.permissions.includes("channel_configure");
  const href = others.length ? base : `${base}/${first!.id}?move`;
  return (
    <AlarmBanner
      tone="warning"
      role="status"
      fact={t("fact", { name: first!.name, others: others.length })}
      // On a phone it would take half of the banner; the risks' own page leads there too.
      act={mayMove ? { href, label: t("move"), isWide: true } : null}
      fold={fold}
    >
      <span className="max-sm:hidden">{t("next")} </span>
      <NavLink href={`${base}/risks`} className="font-semibold underline underline-offset-2 sm:ml-2">
        {t("risks")}
      </NavLink>
    </AlarmBanner>
  );
}

/** What is wrong with an inbox, and the page on which it is mended. */
function AlarmBanner({
  act,
  fold,
  ...said
}: {
  tone: "danger" | "warning";
  role: "alert" | "status";
  fact: string;
  act: { href: string; label: string; isWide?: true } | null;
  fold: ReactNode;
  children: ReactNode;
}) {
  const button = act && (
    <NavLink href={act.href} className={clsx(buttonClass({ size: "sm" }), act.isWide && "max-sm:hidden")}>
      {act.label}
    </NavLink>
  );
  return (
    <Banner
      {...said}
      isFlush
      action={
        <>
          {button}
          {fold}
        </>
      }
    />
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
