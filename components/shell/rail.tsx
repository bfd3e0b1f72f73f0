"use client";

import { clsx } from "clsx";
import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "next-intl";
import { Fragment, Suspense } from "react";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { Logo } from "../ui/logo";
import { NavLink } from "../ui/nav-link";
import { Tooltip } from "../ui/tooltip";
import { useSettled } from "../ui/use-settled";
import { AccountMenu } from "./account-menu";
import { AREAS, mayOpen } from "./areas";

const Bell = late(() => import("../notifications/bell"));
const BELL_PLACE = <span className="size-9 max-sm:h-14 max-sm:flex-1 sm:mt-auto" />;

/** The areas at the left edge; on a phone a bar at the bottom. The settings and the own account stand at the rail's foot. */
export function Rail() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  const current = useSelectedLayoutSegment();
  const hasBell = mayOpen("inbox", me.member);
  const isSettled = useSettled();
  return (
    <nav
      aria-label={t("areas")}
      className="flex w-[52px] shrink-0 flex-col items-center gap-1 pt-2 pb-2.5 max-sm:order-last max-sm:h-[calc(56px+env(safe-area-inset-bottom))] max-sm:w-full max-sm:flex-row max-sm:justify-around max-sm:gap-0 max-sm:border-border max-sm:border-t max-sm:bg-surface max-sm:pt-0 max-sm:pb-[env(safe-area-inset-bottom)] [:root:has([data-thread=open])_&]:max-sm:hidden"
    >
      <span className="mb-2 max-sm:hidden">
        <Logo />
      </span>
      {AREAS.filter(({ key }) => mayOpen(key, me.member)).map(({ key, icon: Icon }) => {
        const isCurrent = current === key;
        return (
          <Fragment key={key}>
            {key === "settings" && hasBell ? (
              <Suspense fallback={BELL_PLACE}>{isSettled ? <Bell /> : BELL_PLACE}</Suspense>
            ) : null}
            <Tooltip label={t(key)}>
              <NavLink
                href={`/t/${me.tenant.slug}/${key}`}
                aria-current={isCurrent ? "page" : undefined}
                className={clsx(
                  "grid size-9 place-items-center rounded-8 transition-colors duration-80 max-sm:h-14 max-sm:w-auto max-sm:flex-1 max-sm:grid-rows-[auto_auto] max-sm:content-center max-sm:gap-0.5 max-sm:hover:bg-transparent",
                  isCurrent
                    ? "bg-surface text-primary-text shadow-e1 max-sm:bg-transparent max-sm:shadow-none"
                    : "text-text-2 hover:bg-hover",
                  key === "settings" && !hasBell && "sm:mt-auto",
                )}
              >
                <Icon aria-hidden="true" className="size-[18px] max-sm:size-5" strokeWidth={1.75} />
                <span className="sr-only font-medium text-head max-sm:not-sr-only">{t(key)}</span>
              </NavLink>
            </Tooltip>
          </Fragment>
        );
      })}
      <AccountMenu />
    </nav>
  );
}
