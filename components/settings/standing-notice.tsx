"use client";

import { useTranslations } from "next-intl";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Banner } from "../ui/banner";
import { buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { ResumeButton } from "./resume-button";
import type { Standing } from "./standing";

/** What keeps an inbox from working, and the mend. Nothing for one that works. */
export function StandingNotice({ inbox, standing }: { inbox: InboxSettings; standing: Standing }) {
  const t = useTranslations("connection");
  const { me } = useWorkspace();
  const reader = useReader();
  const { id, name, pausedFor, silentSince } = inbox;
  if (standing === "paused" && pausedFor)
    return (
      <Banner tone="danger" fact={pausedFor.reason} action={<ResumeButton inboxId={id} name={name} />}>
        {pausedFor.fix} {t("pausedNext")}
      </Banner>
    );
  if (standing === "noPhone" || standing === "dropped" || standing === "locked")
    return (
      <Banner
        tone="danger"
        fact={t(`phoneFacts.${standing}`)}
        action={
          <NavLink
            href={`/t/${me.tenant.slug}/settings/inboxes/${id}#phone`}
            aria-label={t("phoneNamed", { name })}
            className={buttonClass({ size: "sm" })}
          >
            {t("toPhone")}
          </NavLink>
        }
      >
        {t(`phoneNext.${standing}`)}
      </Banner>
    );
  if (standing === "silent" && silentSince)
    return (
      <Banner
        tone="warning"
        role="alert"
        fact={t("silentFact", { since: formatDateTime(silentSince, reader) })}
      >
        {t("silentNext")}
      </Banner>
    );
  return null;
}
