"use client";

import { clsx } from "clsx";
import { AlarmClock, Check, Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NotificationDto } from "../../server/modules/notifications/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { Avatar } from "../ui/avatar";
import { IconButton } from "../ui/icon-button";
import { Menu } from "../ui/menu";
import type { NotificationList } from "./notification-list";

/** One notification: who and what, a dot while it is unread; read, unread and later at its end. */
export function NotificationRow(props: {
  item: NotificationDto;
  list: NotificationList;
  onOpen: () => void;
}) {
  const t = useTranslations("notifications");
  const { item, list } = props;
  const now = useNow();
  const reader = useReader();
  const isUnread = item.readAt === null;
  const who = item.contactName;
  const words = t(`says.${item.type}`, {
    who,
    by: item.byName ?? "",
    hasBy: item.byName ? "yes" : "no",
    count: item.count,
  });
  const [times, setTimes] = useState<readonly { label: string; at: Date }[]>([]);

  async function loadTimes() {
    const { snoozePresets } = await import("../inbox/acts/snooze-times");
    const presets = snoozePresets(new Date(), reader.zone);
    setTimes([
      { label: t("hour"), at: presets.hour },
      { label: t("tomorrow"), at: presets.tomorrow },
      { label: t("nextWeek"), at: presets.week },
      { label: t("nextMonth"), at: presets.month },
    ]);
  }

  return (
    <li className="group flex items-start border-border border-b last:border-0 hover:bg-hover">
      <button
        type="button"
        onClick={props.onOpen}
        className="row-focus flex min-w-0 grow gap-3 py-3 pl-4 text-left"
      >
        <Avatar id={item.contactId} name={who} size={32} />
        <span className="min-w-0 grow">
          <span className="flex items-baseline gap-2">
            {isUnread ? <span className="sr-only">{t("isUnread")}</span> : null}
            <span className={clsx("grow", isUnread ? "font-[650] text-text" : "text-text-2")}>{words}</span>
            <span className="num shrink-0 text-meta text-text-3">
              {formatListTime(item.createdAt, now, reader)}
            </span>
          </span>
          <span className="block truncate text-meta text-text-2">
            #{item.displayNumber} · {item.preview}
          </span>
        </span>
      </button>
      <span className="flex shrink-0 items-center pt-1.5 pr-1 pl-1">
        <Menu
          label={t("snooze")}
          align="end"
          entries={times.map(({ label, at }) => ({ label, onSelect: () => list.snooze(item, at) }))}
          onOpenChange={(isOpen) => isOpen && void loadTimes()}
        >
          {(trigger) => (
            <IconButton
              {...trigger}
              icon={AlarmClock}
              label={t("snooze")}
              className="size-7! opacity-0 focus-visible:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 max-sm:size-11! max-sm:opacity-100"
            />
          )}
        </Menu>
        <IconButton
          icon={isUnread ? Check : Mail}
          label={t(isUnread ? "markRead" : "markUnread")}
          onClick={() => list.setRead(item, isUnread)}
          className="size-7! opacity-0 focus-visible:opacity-100 group-hover:opacity-100 max-sm:size-11! max-sm:opacity-100"
        />
        <span
          aria-hidden="true"
          className={clsx("mr-2 size-2 rounded-full", isUnread ? "bg-accent-mark" : "bg-transparent")}
        />
      </span>
    </li>
  );
}
