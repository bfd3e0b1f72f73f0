"use client";

import { clsx } from "clsx";
import { PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useEffect } from "react";
import type { ConversationCounts } from "../../server/modules/conversations/schema";
import { useReader } from "../i18n/clock";
import { formatCount } from "../i18n/reader";
import { useLive, useWorkspace } from "../realtime/context";
import type { Want } from "../realtime/views";
import { viewsDrawer } from "../shell/frame-store";
import { SyncRow } from "../shell/sync-row";
import { IconButton } from "../ui/icon-button";
import { late } from "../ui/late";
import { useMedia, WITHOUT_VIEWS } from "../ui/use-media";
import { useSettled } from "../ui/use-settled";
import { useSelection } from "./acts/selection-store";
import { ListBody } from "./list-body";
import { wantOf } from "./route";
import { useListTitle } from "./use-list-title";
import { useRoute } from "./use-route";

const BulkBar = late(() => import("./acts/bulk-bar"));

const SearchPane = late(() => import("./search-pane"));
const ListControls = late(() => import("./list-controls"));
const CONTROLS_PLACE = <div className="mt-2 h-6 max-sm:h-9" />;

/** The conversations of the view at hand, or the search in their place. */
export function ListPane() {
  const t = useTranslations("inbox");
  const shell = useTranslations("shell");
  const reader = useReader();
  const { engine } = useWorkspace();
  const { route } = useRoute();
  const want = wantOf(route);
  const list = engine.list(want);
  const phase = useLive(() => list.phase);
  const count = useLive((live) => countOf(live.model.counts, want));
  const isWithoutViews = useMedia(WITHOUT_VIEWS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after everything has been loaded anew the list is empty again.
  useEffect(() => {
    if (list.phase === "empty") void engine.loader.loadList(list);
    else engine.loader.showList(list);
  }, [engine, list, phase]);
  const isSettled = useSettled();
  const isTicking = useSelection().size > 0;
  const title = useListTitle();
  const isSearch = route.search !== null;
  return (
    <section
      aria-label={t("conversations")}
      data-region
      id="list"
      className={clsx(
        "relative flex min-h-0 w-[344px] shrink-0 flex-col border-border border-r max-md:w-[min(320px,100vw-410px)] max-sm:w-full max-sm:border-0 2xl:w-[400px]",
        route.conversationId && "max-sm:hidden",
      )}
    >
      {isTicking ? (
        <Suspense>
          <BulkBar />
        </Suspense>
      ) : null}
      {isSearch ? (
        <Suspense>
          <SearchPane />
        </Suspense>
      ) : (
        <>
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
              {count !== null ? (
                <span className="num text-body text-text-3" aria-hidden="true">
                  {formatCount(count, reader)}
                </span>
              ) : null}
              {isWithoutViews ? (
                <span className="ml-auto">
                  <SyncRow isSmall />
                </span>
              ) : null}
            </div>
            {isSettled ? (
              <Suspense fallback={CONTROLS_PLACE}>
                <ListControls />
              </Suspense>
            ) : (
              CONTROLS_PLACE
            )}
          </header>
          <ListBody key={list.key} list={list} />
        </>
      )}
    </section>
  );
}

/** How many a list holds, where a counter knows; null otherwise. */
function countOf(counts: ConversationCounts, { view, of, status, filter }: Want): number | null {
  if (filter || (status !== "open" && view !== "closing" && view !== "snoozed" && view !== "mentions"))
    return null;
  if (view === "inbox" || view === "label" || view === "team") return counts[view][of ?? ""] ?? 0;
  return view === "saved" || view === "participating" || view === "unattended" ? null : counts[view];
}
