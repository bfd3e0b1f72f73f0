"use client";

import { useTranslations } from "next-intl";
import { Suspense, useCallback, useEffect, useState } from "react";
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
  const setViews = useCallback(
    (views: Reference["views"]) => setReference((known) => ({ ...known, views })),
    [],
  );
  const names = useNamesOf(reference, addLabel, setViews);
  const isOld = useLookedAtAgain();
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
                <BarPlace isInner />
                <NameWatch reference={reference} onChange={setReference} />
              </Suspense>
            ) : null}
            {isOld ? (
              <Suspense>
                <ReferenceRefresh initial={props.reference} onChange={setReference} />
              </Suspense>
            ) : null}
          </UploadsProvider>
        </DraftsProvider>
      </RouteProvider>
    </NamesProvider>
  );
}

/** True once the window has been left and looked at again: what came with the page may have changed by then. */
function useLookedAtAgain(): boolean {
  const [isAgain, setAgain] = useState(false);
  useEffect(() => {
    const look = () => !document.hidden && setAgain(true);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isAgain;
}
