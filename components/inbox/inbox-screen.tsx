"use client";

import { useTranslations } from "next-intl";
import { Suspense, useCallback, useState } from "react";
import { useWorkspace } from "../realtime/context";
import type { Preload } from "../realtime/engine";
import { Frame } from "../shell/frame";
import { late } from "../ui/late";
import { useSettled } from "../ui/use-settled";
import { ConversationPane } from "./conversation-pane";
import { InboxKeys } from "./inbox-keys";
import { ListPane } from "./list-pane";
import { NamesProvider, type Reference, useNamesOf } from "./reference";
import type { Route } from "./route";
import { DraftsProvider } from "./use-drafts";
import { RouteProvider } from "./use-route";
import { UploadsProvider } from "./use-uploads";
import { ViewsNav } from "./views-nav";

const BarPlace = late(() => import("../commands/bar-place").then((part) => ({ default: part.BarPlace })));
const ActsKeys = late(() => import("./acts/acts-keys"));
const NameWatch = late(() => import("./name-watch"));
const ReferenceRefresh = late(() => import("./reference-refresh"));

/** The inbox: views, list, thread and contact, from what the server has put into the page. */
export function InboxScreen(props: { route: Route; preload: Preload; reference: Reference }) {
  const t = useTranslations("shell");
  const { engine } = useWorkspace();
  useState(() => engine.hydrate(props.preload));
  const [reference, setReference] = useState(props.reference);
  const addLabel = useCallback(
    (label: Reference["labels"][number]) =>
      setReference((known) => ({ ...known, labels: [...known.labels, label] })),
    [],
  );
  const change = useCallback(
    (part: Partial<Reference>) => setReference((known) => ({ ...known, ...part })),
    [],
  );
  const setViews = useCallback((views: Reference["views"]) => change({ views }), [change]);
  const names = useNamesOf(reference, addLabel, setViews);
  const isSettled = useSettled();
  return (
    <NamesProvider value={names}>
      <RouteProvider initial={props.route}>
        <DraftsProvider>
          <UploadsProvider>
            <Frame column={<ViewsNav />}>
              <h1 className="sr-only">{t("inbox")}</h1>
              <div className="relative flex min-h-0 grow">
                <ListPane />
                <ConversationPane />
              </div>
            </Frame>
            <InboxKeys />
            {isSettled ? (
              <Suspense>
                <ActsKeys />
                <ReferenceRefresh onChange={change} />
                <BarPlace isInner />
                <NameWatch reference={reference} onChange={setReference} />
              </Suspense>
            ) : null}
          </UploadsProvider>
        </DraftsProvider>
      </RouteProvider>
    </NamesProvider>
  );
}
