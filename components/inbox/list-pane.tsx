"use client";

import { clsx } from "clsx";
import { ChevronDown, PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useLive, useWorkspace } from "../realtime/context";
import { viewsDrawer } from "../shell/frame-store";
import { SyncRow } from "../shell/sync-row";
import { IconButton } from "../ui/icon-button";
import { Menu } from "../ui/menu";
import { useMedia, WITHOUT_VIEWS } from "../ui/use-media";
import { formatCount } from "./count";
import { ListBody } from "./list-body";
import { useRoute } from "./use-route";

/** The conversations of the view at hand. */
export function ListPane() {
  const t = useTranslations("inbox");
  const shell = useTranslations("shell");
  const { engine } = useWorkspace();
  const { route, go } = useRoute();
  const list = engine.list(route.view, route.status);
  const phase = useLive(() => list.phase);
  const count = useLive((live) => live.model.counts[route.view]);
  const isWithoutViews = useMedia(WITHOUT_VIEWS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after everything has been loaded anew the list is empty again.
  useEffect(() => {
    if (list.phase === "empty") void engine.loader.loadList(list);
    else engine.loader.showList(list);
  }, [engine, list, phase]);
  const isOpenList = route.status === "open";
  const title = route.view === "all" && !isOpenList ? t("allResolved") : t(route.view);
  return (
    <section
      aria-label={t("conversations")}
      data-region
      id="list"
      className={clsx(
        "relative flex min-h-0 w-[344px] shrink-0 flex-col border-border border-r max-md:w-80 max-sm:w-full max-sm:border-0 2xl:w-[400px]",
        route.conversationId && "max-sm:hidden",
      )}
    >
      <header className="border-border border-b px-4 pt-2 pb-[9px]">
        <div className="flex h-8 items-center gap-2">
          <IconButton
            icon={PanelLeft}
            label={shell("showViews")}
            command="views"
            onClick={() => viewsDrawer.set(true)}
            className="-ml-2 lg:hidden"
          />
          <h2 className="font-semibold text-list max-sm:text-title">{title}</h2>
          {isOpenList ? (
            <span className="num text-body text-text-3" aria-hidden="true">
              {formatCount(count)}
            </span>
          ) : null}
          {isWithoutViews ? (
            <span className="ml-auto">
              <SyncRow isSmall />
            </span>
          ) : null}
        </div>
        <div className="mt-2 flex gap-2">
          <Menu
            label={t("status")}
            entries={(["open", "resolved"] as const).map((status) => ({
              label: t(status),
              isChecked: status === route.status,
              onSelect: () => go({ status, conversationId: null }),
            }))}
          >
            {(trigger) => (
              <button
                type="button"
                {...trigger}
                className={clsx(
                  "flex h-6 items-center gap-1.5 rounded-6 border px-2 font-medium text-meta max-sm:h-9 max-sm:px-3",
                  isOpenList
                    ? "border-primary-line bg-primary-soft text-primary-text"
                    : "border-border bg-surface text-text-2 hover:bg-hover",
                )}
              >
                <span className="sr-only">{t("status")}: </span>
                {t(route.status)}
                <ChevronDown aria-hidden="true" size={12} strokeWidth={1.75} />
              </button>
            )}
          </Menu>
        </div>
      </header>
      <ListBody key={`${route.view}:${route.status}`} list={list} />
    </section>
  );
}
