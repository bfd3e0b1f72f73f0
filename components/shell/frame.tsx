"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from "react";
import { useCommands } from "../commands/registry";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { useSettled } from "../ui/use-settled";
import { mayOpen } from "./areas";
import { viewsDrawer } from "./frame-store";
import { useShortcuts } from "./shortcuts";
import { SyncRow } from "./sync-row";
import { TenantSwitcher } from "./tenant-switcher";

const Banners = late(() => import("./banners"));
const SearchBox = late(() => import("./search-box"));

/**
 * One area of the product: its column of views (204 px beside the page from 1200 px, a drawer over it below that) and
 * the main plane, with the banners that stand over every page.
 */
export function Frame({
  column,
  children,
  isPadded,
  hasOwnSearch,
}: {
  column: ReactNode;
  children: ReactNode;
  isPadded?: boolean;
  hasOwnSearch?: boolean;
}) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const isOpen = useSyncExternalStore(viewsDrawer.subscribe, viewsDrawer.get, viewsDrawer.getOnServer);
  const isSettled = useSettled();
  useCommands({ views: () => viewsDrawer.set(!isOpen) });
  useShortcuts({
    escape: isOpen ? () => viewsDrawer.set(false) : undefined,
  });
  useEffect(() => () => viewsDrawer.set(false), []);
  return (
    <>
      {isOpen ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("shell.hideViews")}
          onClick={() => viewsDrawer.set(false)}
          className="appear fixed inset-0 z-20 bg-black/20 lg:hidden"
        />
      ) : null}
      <section
        aria-label={t("shell.navigation")}
        data-region
        className={clsx(
          "flex w-[204px] shrink-0 flex-col pt-2 pr-2.5 pb-2.5 max-lg:fixed max-lg:inset-y-0 max-lg:left-[52px] max-lg:z-30 max-lg:w-60 max-lg:border-border max-lg:border-r max-lg:bg-canvas max-lg:px-2 max-lg:shadow-e3 max-sm:left-0 max-sm:w-[min(300px,85vw)]",
          isOpen ? "max-lg:rise" : "max-lg:invisible",
        )}
      >
        <TenantSwitcher />
        {hasOwnSearch ? null : (
          <div className="mb-2 h-8 max-sm:h-11">
            <Suspense>{isSettled ? <SearchBox /> : null}</Suspense>
          </div>
        )}
        <div className="scroll-area min-h-0 grow">{column}</div>
        {mayOpen("inbox", me.member) ? <SyncRow /> : null}
      </section>
      <main
        id="content"
        tabIndex={-1}
        className={clsx(
          "m-2 ml-0 flex min-w-0 grow flex-col overflow-hidden rounded-12 border border-border bg-surface shadow-e1 outline-none max-sm:m-0 max-sm:rounded-none max-sm:border-0",
          isPadded && "overflow-y-auto",
        )}
      >
        <Suspense>{isSettled || me.env === "staging" ? <Banners /> : null}</Suspense>
        {children}
      </main>
    </>
  );
}
