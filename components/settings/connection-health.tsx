"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { DeliveryHealth } from "../../server/modules/deliveries/schema";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useTold } from "../realtime/use-told";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { ResumeButton } from "./resume-button";

/** Connected, paused or silent, in words; when the provider was last heard, and what came in a week. */
export function ConnectionHealth({ inbox, health }: { inbox: InboxSettings; health: DeliveryHealth }) {
  const t = useTranslations("connection");
  const reader = useReader();
  const router = useRouter();
  useTold("inboxes", () => router.refresh());
  const { pausedFor, isEnabled, silentSince } = inbox;
  const { lastHeardAt, received, failed, refused } = health;
  const state = pausedFor
    ? "paused"
    : !isEnabled
      ? "off"
      : silentSince
        ? "silent"
        : lastHeardAt
          ? "connected"
          : "new";
  const tone = {
    paused: "danger",
    off: "neutral",
    silent: "warning",
    connected: "success",
    new: "info",
  } as const;
  const facts = [
    [
      t("state"),
      <Badge key="state" tone={tone[state]}>
        {t(`states.${state}`)}
      </Badge>,
    ],
    [t("lastHeard"), lastHeardAt ? formatDateTime(lastHeardAt, reader) : t("never")],
    [t("week"), t("weekSays", { received, failed })],
    ...(refused ? [[t("refused"), t("refusedSays", { refused })]] : []),
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      {pausedFor ? (
        <Banner
          tone="danger"
          fact={pausedFor.reason}
          action={<ResumeButton inboxId={inbox.id} name={inbox.name} />}
        >
          {pausedFor.fix} {t("pausedNext")}
        </Banner>
      ) : null}
      {state === "silent" && silentSince ? (
        <Banner
          tone="warning"
          role="alert"
          fact={t("silentFact", { since: formatDateTime(silentSince, reader) })}
        >
          {t("silentNext")}
        </Banner>
      ) : null}
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
