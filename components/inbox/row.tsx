"use client";

import { clsx } from "clsx";
import { Lock, Paperclip, Pencil, Reply } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { Avatar } from "../ui/avatar";
import { CountBadge } from "../ui/badge";
import { late } from "../ui/late";
import { isPlainClick } from "../ui/nav-link";
import { useSettled } from "../ui/use-settled";
import { RowMarks } from "./acts/row-marks";
import { onRowMenu } from "./acts/row-menu";
import { useIsTicked } from "./acts/selection-store";
import { ChannelTile } from "./channel";
import { LabelDots } from "./label-dots";
import { useListSettings } from "./list-store";
import { PriorityMark } from "./priority";
import { useNames } from "./reference";
import { useRowLabel } from "./row-label";
import { RowTimer } from "./row-timer";

const RowActs = late(() => import("./acts/row-acts"));

export type RowProps = {
  conversation: ConversationSummary;
  unread: number;
  isTyping: boolean;
  draft: string | null;
  isSelected: boolean;
  isTabStop: boolean;
  href: string;
  onOpen: (id: string) => void;
};

/** One conversation of the list, 76 px (phone 84): who and when, what was said last, where and under which labels. */
export const Row = memo(function Row(props: RowProps) {
  const { conversation, unread, isSelected } = props;
  const { inboxes } = useNames();
  const now = useNow();
  const reader = useReader();
  const inbox = inboxes.get(conversation.inboxId);
  const label = useRowLabel(props, inbox?.name, now, reader);
  const isTicked = useIsTicked(conversation.id);
  const isUnread = unread > 0;
  const isSettled = useSettled();
  const isCompact = useListSettings().density === "compact";
  return (
    <li
      className={clsx(
        "group/row relative [content-visibility:auto]",
        isCompact
          ? "[contain-intrinsic-height:52px] max-sm:[contain-intrinsic-height:60px]"
          : "[contain-intrinsic-height:76px] max-sm:[contain-intrinsic-height:84px]",
      )}
    >
      <a
        href={props.href}
        data-row={conversation.id}
        aria-label={label}
        aria-current={isSelected ? "true" : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        onContextMenu={(event) => onRowMenu(conversation.id, event)}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          props.onOpen(conversation.id);
        }}
        className={clsx(
          "row-focus group relative flex gap-3 pr-3.5 pl-4",
          isCompact ? "h-[52px] py-[7px] max-sm:h-[60px]" : "h-[76px] py-2.5 max-sm:h-[84px] max-sm:py-3",
          "after:absolute after:right-3.5 after:bottom-0 after:left-[60px] after:h-px after:bg-border",
          isSelected
            ? "bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-primary after:hidden"
            : "hover:bg-hover",
        )}
      >
        <Avatar
          id={conversation.contact.id}
          name={conversation.contact.name}
          size={32}
          className={clsx(
            "max-sm:size-10! pointer-fine:group-focus-within/row:opacity-0 pointer-fine:group-hover/row:opacity-0",
            isTicked && "opacity-0",
          )}
          ring={isSelected ? "border-selected" : "border-surface group-hover:border-hover"}
          glyph={<ChannelTile glyph={inbox?.glyph} isSmall />}
        />
        <span className="flex min-w-0 grow flex-col">
          <span className="flex h-[19px] items-center gap-2 max-sm:h-5 max-sm:text-[0.9375rem]">
            <span className={clsx("truncate text-text", isUnread ? "font-[650]" : "font-medium")}>
              {conversation.contact.name}
            </span>
            <PriorityMark priority={conversation.priority} />
            <RowMarks conversation={conversation} />
            <time
              dateTime={conversation.lastMessageAt}
              className={clsx(
                "num ml-auto shrink-0 text-meta",
                isUnread ? "font-semibold text-primary-text" : "text-text-3",
              )}
            >
              {formatListTime(conversation.lastMessageAt, now, reader)}
            </time>
          </span>
          <span className="flex h-[19px] items-center gap-2 max-sm:h-[22px] max-sm:text-[0.9375rem]">
            <Preview {...props} />
            {isUnread ? <CountBadge count={unread} /> : null}
          </span>
          {isCompact ? null : (
            <span className="flex h-[18px] items-center gap-2 text-caption text-text-2">
              <span className="max-w-[60%] shrink-0 truncate">{inbox?.name}</span>
              <LabelDots labelIds={conversation.labelIds} />
              <RowTimer conversation={conversation} now={now} />
            </span>
          )}
        </span>
      </a>
      {isSettled ? (
        <Suspense>
          <RowActs conversation={conversation} />
        </Suspense>
      ) : null}
    </li>
  );
});

function Preview({ conversation, draft, isTyping, unread }: RowProps) {
  const t = useTranslations("inbox.row");
  const icon = {
    size: 13,
    strokeWidth: 1.75,
    "aria-hidden": true,
    className: "mr-1 inline shrink-0 align-[-2px]",
  };
  if (isTyping) return <span className="grow truncate text-success-text">{t("typing")}</span>;
  if (draft) {
    return (
      <span className="grow truncate text-text-2">
        <span className="font-medium text-accent-text">
          <Pencil {...icon} />
          {t("draft")}
        </span>{" "}
        {draft}
      </span>
    );
  }
  const last = conversation.lastMessage;
  return (
    <span className={clsx("grow truncate", unread > 0 ? "font-medium text-text" : "text-text-2")}>
      {last?.kind === "outgoing" ? <Reply {...icon} /> : null}
      {last?.kind === "note" ? <Lock {...icon} /> : null}
      {last?.hasFile ? <Paperclip {...icon} /> : null}
      {last?.preview || (last?.hasFile ? t("file") : "")}
    </span>
  );
}
