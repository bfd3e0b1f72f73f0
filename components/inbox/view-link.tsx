"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useReader } from "../i18n/clock";
import { formatCount, formatNumber } from "../i18n/reader";
import type { ConversationView } from "../realtime/views";
import { viewsDrawer } from "../shell/frame-store";
import { isPlainClick } from "../ui/nav-link";
import { useRoute } from "./use-route";

export type ViewLinkProps = {
  view: ConversationView;
  of?: string;
  icon: ReactNode;
  name: string;
  /** Null where it is not counted, or not yet. */
  count: number | null;
  /** Its count stops here and is followed by "+". */
  max?: number;
  /** Orange: it asks for you. */
  isCall?: boolean;
};

/** One list among the views: its sign, its name, how many it holds. */
export function ViewLink(props: ViewLinkProps) {
  const { view, of = null, name, count } = props;
  const reader = useReader();
  const { route, href, go } = useRoute();
  const isCurrent = route.view === view && route.of === of && route.search === null;
  const to = { view, of, conversationId: null };
  const calls = Boolean(props.isCall && count);
  const isMore = props.max !== undefined && count !== null && count > props.max;
  const shown = isMore ? props.max! : (count ?? 0);
  const more = isMore ? "+" : "";
  return (
    <a
      href={href(to)}
      aria-current={isCurrent ? "page" : undefined}
      aria-label={count === null ? name : `${name} ${formatNumber(shown, reader)}${more}`}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        viewsDrawer.set(false);
        go(to);
      }}
      className={clsx(
        "row-focus mb-px flex h-7 items-center gap-2.5 rounded-6 px-2 text-body transition-colors duration-80 max-sm:h-11",
        isCurrent
          ? "bg-selected font-semibold text-primary-text"
          : clsx("hover:bg-hover hover:text-text", calls ? "font-semibold text-text" : "text-text-2"),
      )}
    >
      <span aria-hidden="true" className="grid w-4 shrink-0 place-items-center">
        {props.icon}
      </span>
      <span className="min-w-0 grow truncate">{name}</span>
      {count === null ? null : (
        <span
          className={clsx(
            "num",
            calls
              ? "grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-semibold text-[0.625rem] text-on-accent leading-none"
              : ["text-meta", isCurrent ? "text-primary-text" : "text-text-3"],
          )}
        >
          {formatCount(shown, reader) + more}
        </span>
      )}
    </a>
  );
}
