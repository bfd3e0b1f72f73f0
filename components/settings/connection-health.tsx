"use client";

import { useTranslations } from "next-intl";
import type { DeliveryHealth } from "../../server/modules/deliveries/schema";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { standingOf } from "./standing";
import { StandingBadge } from "./standing-badge";
import { StandingNotice } from "./standing-notice";

/** Connected, paused, without its phone or silent, in words; when the provider was last heard, and what came in a week. */
export function ConnectionHealth({ inbox, health }: { inbox: InboxSettings; health: DeliveryHealth }) {
  const t = useTranslations("connection");
  const reader = useReader();
  const { lastHeardAt, received, failed, refused } = health;
  const standing = standingOf(inbox, lastHeardAt !== null) ?? "new";
  const facts = [
    [t("state"), <StandingBadge key="state" standing={standing} />],
    [t("lastHeard"), lastHeardAt ? formatDateTime(lastHeardAt, reader) : t("never")],
    [t("week"), t("weekSays", { received, failed })],
    ...(refused ? [[t("refused"), t("refusedSays", { refused })]] : []),
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      <StandingNotice inbox={inbox} standing={standing} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-body">
        {facts.map(([label, value]) => (
          <div key={String(label)} className="contents">
            <dt className="text-text-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
