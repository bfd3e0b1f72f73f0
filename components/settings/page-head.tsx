"use client";

import { PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { viewsDrawer } from "../shell/frame-store";
import { IconButton } from "../ui/icon-button";

/** The head of a settings page: 56 px, stays while the page scrolls; its acts at the right. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-10 flex h-14 shrink-0 items-center gap-2 border-border border-b bg-surface px-6 max-sm:px-4">
      <IconButton
        icon={PanelLeft}
        label={t("showViews")}
        command="views"
        onClick={() => viewsDrawer.set(true)}
        className="-ml-2 lg:hidden"
      />
      <h1 className="font-[650] text-title tracking-[-0.01em]">{title}</h1>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </header>
  );
}
