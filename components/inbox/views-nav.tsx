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
import { useLive } from "../realtime/context";
import { MAIN_VIEWS, MORE_VIEWS } from "../realtime/views";
import { ChannelTile } from "./channel";
import { useNames } from "./reference";
import { COUNT_LIMIT, useSavedCounts } from "./use-saved-counts";
import { ViewLink } from "./view-link";
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
  const shownLabels = [...labels.values()].filter((label) => label.isInViews);
  return (
    <nav aria-label={t("shell.views")} className="pb-4">
      {MAIN_VIEWS.map((view) => {
        const Icon = ICONS[view];
        return (
          <ViewLink
            key={view}
            view={view}
            icon={<Icon {...sign} />}
            name={t(`inbox.${view}`)}
            count={counts[view]}
            isCall={view === "mentions"}
          />
        );
      })}
      <ViewsSection section="more" title={t("inbox.more")}>
        {MORE_VIEWS.map((view) => {
          const Icon = ICONS[view];
          return (
            <ViewLink
              key={view}
              view={view}
              icon={<Icon {...sign} />}
              name={t(`inbox.${view}`)}
              count={null}
            />
          );
        })}
      </ViewsSection>
      {inboxes.size > 0 ? (
        <ViewsSection section="inboxes" title={t("inbox.inboxes")}>
          {[...inboxes.values()].map(({ id, name, channel }) => (
            <ViewLink
              key={id}
              view="inbox"
              of={id}
              icon={<ChannelTile channel={channel} isSmall />}
              name={name}
              count={counts.inbox[id] ?? 0}
            />
          ))}
        </ViewsSection>
      ) : null}
      {teams.size > 0 ? (
        <ViewsSection section="teams" title={t("inbox.teams")}>
          {[...teams.values()].map(({ id, name }) => (
            <ViewLink
              key={id}
              view="team"
              of={id}
              icon={<Users {...sign} />}
              name={name}
              count={counts.team[id] ?? 0}
            />
          ))}
        </ViewsSection>
      ) : null}
      {shownLabels.length > 0 ? (
        <ViewsSection section="labels" title={t("inbox.labels")}>
          {shownLabels.map(({ id, name, colour }) => (
            <ViewLink
              key={id}
              view="label"
              of={id}
              icon={<span className="size-2 rounded-full" style={{ backgroundColor: colour }} />}
              name={name}
              count={counts.label[id] ?? 0}
            />
          ))}
        </ViewsSection>
      ) : null}
      {views.size > 0 ? (
        <ViewsSection section="saved" title={t("inbox.savedViews")}>
          {[...views.values()].map(({ id, name }) => (
            <ViewLink
              key={id}
              view="saved"
              of={id}
              icon={<Bookmark {...sign} />}
              name={name}
              count={saved[id] ?? null}
              max={COUNT_LIMIT}
            />
          ))}
        </ViewsSection>
      ) : null}
    </nav>
  );
}
