"use client";

import { clsx } from "clsx";
import { CircleDashed, Inbox, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLive } from "../realtime/context";
import { VIEWS } from "../realtime/views";
import { viewsDrawer } from "../shell/frame-store";
import { isPlainClick } from "../ui/nav-link";
import { formatCount } from "./count";
import { useRoute } from "./use-route";

const ICONS = { mine: Inbox, unassigned: CircleDashed, all: Layers } as const;

/** Mine, Unassigned, All open, each followed by how many there are. */
export function ViewsNav() {
  const t = useTranslations();
  const counts = useLive((engine) => engine.model.counts);
  const { route, href, go } = useRoute();
  return (
    <nav aria-label={t("shell.views")}>
      {VIEWS.map((view) => {
        const isCurrent = route.view === view;
        const Icon = ICONS[view];
        const to = { view, status: "open", conversationId: null } as const;
        return (
          <a
            key={view}
            href={href(to)}
            aria-current={isCurrent ? "page" : undefined}
            aria-label={`${t(`inbox.${view}`)} ${counts[view].toLocaleString("en-GB")}`}
            onClick={(event) => {
              if (!isPlainClick(event)) return;
              event.preventDefault();
              viewsDrawer.set(false);
              go(to);
            }}
            className={clsx(
              "row-focus mb-px flex h-7 items-center gap-2.5 rounded-6 px-2 text-body transition-colors duration-80 max-sm:h-11",
              isCurrent
                ? "bg-selected font-semibold text-primary-text"
                : "text-text-2 hover:bg-hover hover:text-text",
            )}
          >
            <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
            <span className="grow">{t(`inbox.${view}`)}</span>
            <span className={clsx("num text-meta", isCurrent ? "text-primary-text" : "text-text-3")}>
              {formatCount(counts[view])}
            </span>
          </a>
        );
      })}
    </nav>
  );
}
