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
import { type ReactNode, Suspense } from "react";
import { useLive, useWorkspace } from "../realtime/context";
import { type ConversationView, MAIN_VIEWS, MORE_VIEWS } from "../realtime/views";
import { late } from "../ui/late";
import { useSettled } from "../ui/use-settled";
import { ChannelTile } from "./channel";
import { useListSettings } from "./list-store";
import { useNames } from "./reference";
import { COUNT_LIMIT, useSavedCounts } from "./use-saved-counts";
import { ViewLink, type ViewLinkProps } from "./view-link";
import { ViewsSection } from "./views-section";

const SectionTools = late(() => import("./section-tools"));

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

export type SectionName = "more" | "inboxes" | "teams" | "labels" | "saved";

/** The lists of the inbox, each followed by how many it holds. */
export function ViewsNav() {
  const t = useTranslations();
  const counts = useLive((engine) => engine.model.counts);
  const { inboxes, labels, teams, views } = useNames();
  const { permissions } = useWorkspace().me.member;
  const { order } = useListSettings().sections;
  const own = [...inboxes.values()].filter(({ isOwn }) => isOwn);
  const isSettled = useSettled();
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
  const all: [name: SectionName, title: string, lists: ViewLinkProps[], mayAdd?: boolean][] = [
    ["more", t("inbox.more"), MORE_VIEWS.map((view) => plain(view, null))],
    [
      "inboxes",
      t("inbox.inboxes"),
      each("inbox", own, (one) => <ChannelTile glyph={one.glyph} isSmall />, counts.inbox),
      permissions.includes("channel_create"),
    ],
    [
      "teams",
      t("inbox.teams"),
      each("team", teams.values(), () => <Users {...sign} />, counts.team),
      permissions.includes("team_manage"),
    ],
    [
      "labels",
      t("inbox.labels"),
      each(
        "label",
        [...labels.values()].filter((label) => label.isInViews),
        (one) => <span className="size-2 rounded-full" style={{ backgroundColor: one.colour }} />,
        counts.label,
      ),
      permissions.includes("settings_account"),
    ],
    [
      "saved",
      t("inbox.savedViews"),
      each("saved", views.values(), () => <Bookmark {...sign} />, saved, null),
      true,
    ],
  ];
  // Where one has never been moved it follows those that were.
  const place = (name: string) => order.indexOf(name) + 1 || 99;
  const sections = all
    .filter(([, , lists, mayAdd]) => mayAdd || lists.length > 0)
    .sort(([a], [b]) => place(a) - place(b));
  const link = (list: ViewLinkProps) => <ViewLink key={list.of ?? list.view} {...list} />;
  return (
    <nav aria-label={t("shell.views")} className="pb-4">
      {MAIN_VIEWS.map((view) => link(plain(view, counts[view])))}
      {sections.map(([section, title, lists, mayAdd = false]) => (
        <ViewsSection
          key={section}
          section={section}
          title={title}
          aside={
            isSettled ? (
              <Suspense>
                <SectionTools
                  section={section}
                  title={title}
                  shown={sections.map(([name]) => name)}
                  mayAdd={mayAdd}
                />
              </Suspense>
            ) : null
          }
        >
          {lists.map(link)}
        </ViewsSection>
      ))}
    </nav>
  );
}
