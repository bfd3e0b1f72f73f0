"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { Banner } from "../ui/banner";
import { buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { StagingBanner } from "./staging";

type Paused = { id: string; name: string; reason: string; fix: string };

/** What stands over every page, at most two: an inbox that sends nothing, for those who may mend it; staging. */
export default function Banners() {
  const t = useTranslations("shell.paused");
  const { me } = useWorkspace();
  const paused = usePausedInboxes();
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
      ) : null}
      {me.env === "staging" ? <StagingBanner /> : null}
    </>
  );
}

const ASK_AGAIN_MS = 60_000;

/** Asked for at once when somebody has changed an inbox, and when the window is looked at again. */
function usePausedInboxes(): Paused[] {
  const { api, engine, me } = useWorkspace();
  const [paused, setPaused] = useState<Paused[]>([]);
  const mayMend = me.member.permissions.includes("channel_configure");
  useEffect(() => {
    if (!mayMend) return;
    let at = 0;
    function ask() {
      at = Date.now();
      api.inboxes.paused.query().then(setPaused, () => {});
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
  }, [api, engine, mayMend]);
  return paused;
}
