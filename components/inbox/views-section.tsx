"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useWorkspace } from "../realtime/context";
import { useListSettings } from "./list-store";

/** A group of lists under a heading that folds it away. */
export function ViewsSection({
  section,
  title,
  aside,
  children,
}: {
  section: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("acts");
  const workspace = useWorkspace();
  const isOpen = !useListSettings().sections.folded.includes(section);
  const id = useId();
  async function fold() {
    (await import("./keep-settings")).toggleSection(workspace, t, section);
  }
  return (
    <section className="mt-3">
      <div className="group/section flex h-7 items-center max-sm:h-11">
        <h2 className="min-w-0 grow">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={fold}
            className="row-focus group flex h-7 w-full items-center gap-1 rounded-6 px-2 font-semibold text-head text-text-3 hover:text-text max-sm:h-11"
          >
            {title}
            <ChevronDown
              aria-hidden="true"
              size={12}
              className={clsx(
                isOpen ? "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" : "-rotate-90",
              )}
            />
          </button>
        </h2>
        {aside}
      </div>
      {isOpen ? <div id={id}>{children}</div> : null}
    </section>
  );
}
