"use client";

import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useCommands } from "../commands/registry";
import { late } from "../ui/late";
import { Tooltip } from "../ui/tooltip";
import { bell, NOTHING } from "./store";

const Centre = late(() => import("./centre"));
const AWAKE_MS = 1_200;

/** The bell at the rail's foot, with an accent dot while something is unread. What it opens comes after the page. */
export default function Bell() {
  const t = useTranslations("shell");
  const { unread, isOpen } = useSyncExternalStore(bell.subscribe, bell.get, () => NOTHING);
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAwake(true), AWAKE_MS);
    return () => clearTimeout(timer);
  }, []);
  useCommands({ notifications: () => bell.set({ isOpen: !isOpen }) });
  const name = t("notifications", { count: unread });
  return (
    <>
      <Tooltip label={name} command="notifications">
        <button
          type="button"
          id="bell"
          aria-label={name}
          aria-expanded={isOpen}
          onClick={() => bell.set({ isOpen: !isOpen })}
          className="relative grid size-9 place-items-center rounded-8 text-text-2 transition-colors duration-80 hover:bg-hover max-sm:h-14 max-sm:w-auto max-sm:flex-1 max-sm:grid-rows-[auto_auto] max-sm:content-center max-sm:gap-0.5 sm:mt-auto"
        >
          <BellIcon aria-hidden="true" className="size-[18px] max-sm:size-5" strokeWidth={1.75} />
          <span aria-hidden="true" className="font-medium text-head sm:hidden">
            {t("bell")}
          </span>
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="absolute top-1.5 right-1.5 size-2.5 rounded-full border-2 border-canvas bg-accent-mark max-sm:top-2 max-sm:right-[calc(50%-16px)]"
            />
          ) : null}
        </button>
      </Tooltip>
      {isAwake || isOpen ? (
        <Suspense>
          <Centre />
        </Suspense>
      ) : null}
    </>
  );
}
