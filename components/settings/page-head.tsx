"use client";

import { clsx } from "clsx";
import { ArrowLeft, PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { viewsDrawer } from "../shell/frame-store";
import { IconButton } from "../ui/icon-button";

/** The head of a page: 56 px, stays while the page scrolls; its acts at the right. `back` leads up, from a page inside a list. */
export function PageHead(props: {
  title: string;
  back?: { label: string; onClick: () => void };
  children?: ReactNode;
}) {
  const { title, back, children } = props;
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-10 flex h-14 shrink-0 items-center gap-2 border-border border-b bg-surface px-6 max-sm:px-4">
      <IconButton
        icon={PanelLeft}
        label={t("showViews")}
        command="views"
        onClick={() => viewsDrawer.set(true)}
        className={clsx("-ml-2 lg:hidden", back && "max-sm:hidden")}
      />
      {back ? <IconButton icon={ArrowLeft} {...back} className="-ml-2" /> : null}
      <h1 className="truncate font-[650] text-title tracking-[-0.01em]">{title}</h1>
      <div className="ml-auto flex shrink-0 items-center gap-2">{children}</div>
    </header>
  );
}
