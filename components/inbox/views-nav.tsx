"use client";

import {
  AlarmClock,
  AtSign,
  Bookmark,
  CircleDashed,
  Clock,
  Eye,
  Inbox,
  Layers,
  Timer,
  Users,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLive } from "../realtime/context";
import { type ConversationView, MAIN_VIEWS, MORE_VIEWS } from "../realtime/views";
import { ChannelTile } from "./channel";
import { useNames } from "./reference";
import { COUNT_LIMIT, useSavedCounts } from "./use-saved-counts";
import { ViewLink, type ViewLinkProps } from "./view-link";
import { ViewsSection } from "./views-section";

const ICONS = {
  mine: Inbox,
  unassigned: CircleDashed,
  mentions: AtSign,
  closing: Timer,
  all: Layers,
  snoozed: AlarmClock,
  participating: Eye,
  unattended: Clock,
} as const;
const sign = { size: 16, strokeWidth: 1.75 } as const;

/** The lists of the inbox, each followed by how many it holds. */
export function ViewsNav() {
  const t = useTranslations();
  const counts = useLive((engine) => engine.model.counts);
  const { inboxes, labels, teams, views } = useNames();
  const saved = useSavedCounts([...views.keys()]);
  const plain = (view: keyof typeof ICONS, count: number | null): ViewLinkProps => {
    const Icon = ICONS[view];
    return { view, icon: <Icon {...sign} />, name: t(`inbox.${view}`), count, isCall: view === "mentions" };
  };
  /** One list of each, counted by its id; `none` where it has no count. */
  const each = <T extends { id: string; name: string }>(
    view: ConversationView,
    items: Iterable<T>,
    icon: (item: T) => ReactNode,
    held: Record<string, number>,
    none: number | null = 0,
  ): ViewLinkProps[] =>
    [...items].map((item) => ({
      view,
      of: item.id,
      icon: icon(item),
      name: item.name,
      count: held[item.id] ?? none,
      max: none === null ? COUNT_LIMIT : undefined,
    }));
  const sections: [name: string, title: string, lists: ViewLinkProps[]][] = [
    ["more", t("inbox.more"), MORE_VIEWS.map((view) => plain(view, null))],
    [
      "inboxes",
      t("inbox.inboxes"),
      each("inbox", inboxes.values(), (one) => <ChannelTile channel={one.channel} isSmall />, counts.inbox),
    ],
    ["teams", t("inbox.teams"), each("team", teams.values(), () => <Users {...sign} />, counts.team)],
    [
      "labels",
      t("inbox.labels"),
      each(
        "label",
        [...labels.values()].filter((label) => label.isInViews),
        (one) => <span className="size-2 rounded-full" style={{ backgroundColor: one.colour }} />,
        counts.label,
      ),
    ],
    [
      "saved",
      t("inbox.savedViews"),
      each("saved", views.values(), () => <Bookmark {...sign} />, saved, null),
    ],
  ];
  const link = (list: ViewLinkProps) => <ViewLink key={list.of ?? list.view} {...list} />;
  return (
    <nav aria-label={t("shell.views")} className="pb-4">
      {MAIN_VIEWS.map((view) => link(plain(view, counts[view])))}
      {sections.map(([name, title, lists]) =>
        lists.length > 0 ? (
          <ViewsSection key={name} section={name} title={title}>
            {lists.map(link)}
          </ViewsSection>
        ) : null,
      )}
    </nav>
  );
}
