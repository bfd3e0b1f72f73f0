"use client";

import { clsx } from "clsx";
import { ArrowLeft, ChevronRight, PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { viewsDrawer } from "../shell/frame-store";
import { IconButton } from "../ui/icon-button";
import { NavLink } from "../ui/nav-link";

type Crumb = { label: string; href: string };

/**
 * The head of a page: 56 px, stays while the page scrolls; its acts at the right. `back` leads up, from a page inside a list;
 * `crumbs` are the pages above this one, of which a phone shows the way to the last. `mark` and `states` stand by the title.
 */
export function PageHead(props: {
  title: string;
  back?: { label: string; onClick: () => void };
  crumbs?: readonly Crumb[];
  mark?: ReactNode;
  states?: ReactNode;
  children?: ReactNode;
}) {
  const { title, back, crumbs = [], mark, states, children } = props;
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-10 flex h-14 shrink-0 items-center gap-2 border-border border-b bg-surface px-6 max-sm:px-4">
      <IconButton
        icon={PanelLeft}
        label={t("showViews")}
        command="views"
        onClick={() => viewsDrawer.set(true)}
        className={clsx("-ml-2 lg:hidden", (back || crumbs.length > 0) && "max-sm:hidden")}
      />
      {back ? <IconButton icon={ArrowLeft} {...back} className="-ml-2" /> : null}
      <Crumbs crumbs={crumbs} />
      {mark}
      <h1 className="truncate font-[650] text-title tracking-[-0.01em]">{title}</h1>
      {states}
      <div className="ml-auto flex shrink-0 items-center gap-2">{children}</div>
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("shell");
  if (crumbs.length === 0) return null;
  return (
    <nav aria-label={t("crumbs")} className="flex min-w-0 shrink items-center gap-2">
      {crumbs.map(({ label, href }, at) => (
        <NavLink
          key={href}
          href={href}
          aria-label={label}
          className={clsx(
            "flex min-w-0 items-center gap-2 rounded-6 text-body text-text-2 hover:text-text max-sm:-ml-2 max-sm:size-11 max-sm:justify-center",
            at < crumbs.length - 1 && "max-sm:hidden",
          )}
        >
          <ArrowLeft aria-hidden="true" size={18} strokeWidth={1.75} className="sm:hidden" />
          <span className="truncate max-sm:hidden">{label}</span>
          <ChevronRight aria-hidden="true" size={14} className="shrink-0 text-text-3 max-sm:hidden" />
        </NavLink>
      ))}
    </nav>
  );
}
