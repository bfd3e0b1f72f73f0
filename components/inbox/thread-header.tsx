"use client";

import { clsx } from "clsx";
import { AlarmClock, ArrowLeft, Check, ChevronDown, Ellipsis, PanelRight, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useLive } from "../realtime/context";
import { SyncRow } from "../shell/sync-row";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { Button, buttonClass } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { late } from "../ui/late";
import { Tooltip } from "../ui/tooltip";
import { PHONE, useMedia } from "../ui/use-media";
import { useSettled } from "../ui/use-settled";
import { type ActKind, openAct } from "./acts/acts-store";
import { RowMarks } from "./acts/row-marks";
import { ChannelTile } from "./channel";
import { PriorityMark } from "./priority";
import { useNames } from "./reference";
import { useComposerRights } from "./use-composer-rights";
import type { ConversationActs } from "./use-conversation-acts";
import { useRoute } from "./use-route";

const AssignMenu = late(() => import("./assign-menu"));
const Viewers = late(() => import("./viewers"));

/** Who it is, who looks at it too, who has it, and the one act that ends it. */
export function ThreadHeader(props: {
  conversation: ConversationSummary;
  acts: ConversationActs;
  onToggleDetails: () => void;
  /** Beside the thread in a wide window, so that the way to it is there. */
  isDetailsWide: boolean;
}) {
  const t = useTranslations("inbox");
  const { conversation, acts } = props;
  const { contact, displayNumber, priority, status } = conversation;
  const { inboxes } = useNames();
  const { go } = useRoute();
  const inbox = inboxes.get(conversation.inboxId);
  const more = useTranslations("acts.header");
  const mayReply = useComposerRights().reply;
  const ask = (kind: ActKind) => (event: React.MouseEvent) =>
    openAct(kind, [conversation.id], event.currentTarget);
  const isSettled = useSettled();
  // On a phone the list, which says so elsewhere, is out of sight.
  const saysSync = useLive((engine) => !["synced", "connecting"].includes(engine.sync().kind));
  const isPhone = useMedia(PHONE);
  const isResolved = status === "resolved";
  const mayAct = isResolved ? acts.mayReopen : acts.mayResolve;
  const Icon = isResolved ? RotateCcw : Check;
  const verb = t(isResolved ? "reopen" : "resolve");
  return (
    <header className="@container flex h-14 shrink-0 items-center gap-2 border-border border-b pr-3 pl-4 max-sm:h-16 max-sm:pr-1 max-sm:pl-1">
      <IconButton
        icon={ArrowLeft}
        label={t("backToList")}
        onClick={() => go({ conversationId: null })}
        className="sm:hidden"
      />
      <Avatar
        id={contact.id}
        name={contact.name}
        size={32}
        glyph={<ChannelTile glyph={inbox?.glyph} isSmall />}
        className="mr-1 max-sm:size-9!"
      />
      <div className="min-w-14 grow">
        <h2 className="flex items-center gap-2 font-semibold text-list">
          <span className="truncate">{contact.name}</span>
          <PriorityMark priority={priority} />
          {status === "open" ? null : (
            <Badge tone={isResolved ? "success" : status === "pending" ? "warning" : "neutral"}>
              {t(`is.${status}`)}
            </Badge>
          )}
          <RowMarks conversation={conversation} />
        </h2>
        <p className="truncate text-meta text-text-2">
          {inbox?.name} · <span className="num">{t("number", { number: displayNumber })}</span>
        </p>
      </div>
      {isPhone && saysSync ? <SyncRow isSmall /> : null}
      {isSettled ? (
        <Suspense>
          <Viewers />
        </Suspense>
      ) : null}
      {isSettled ? (
        <span className="max-sm:hidden @max-[400px]:hidden">
          <Suspense>
            <AssignMenu conversation={conversation} acts={acts} />
          </Suspense>
        </span>
      ) : null}
      {mayReply ? (
        <>
          <IconButton
            icon={AlarmClock}
            label={more("snooze")}
            command="snooze"
            data-act="snooze"
            className="max-lg:hidden"
            onClick={ask("snooze")}
          />
          <IconButton icon={Ellipsis} label={more("more")} aria-haspopup="menu" onClick={ask("more")} />
        </>
      ) : null}
      {mayAct ? (
        <span className="flex">
          <Tooltip label={verb} command={isResolved ? "reopen" : "resolve"}>
            <Button
              aria-label={verb}
              className={clsx(
                "max-sm:size-11 max-sm:border-0! max-sm:px-0! max-sm:text-success-text!",
                isResolved || "sm:rounded-r-none",
              )}
              icon={<Icon aria-hidden="true" className="size-4 max-sm:size-5" strokeWidth={1.75} />}
              onClick={() => (isResolved ? acts.reopen(conversation) : acts.resolve(conversation))}
            >
              <span className="max-sm:hidden @max-[440px]:hidden">{verb}</span>
            </Button>
          </Tooltip>
          {isResolved ? null : (
            <button
              type="button"
              aria-label={more("finish")}
              aria-haspopup="menu"
              onClick={ask("finish")}
              className={clsx(buttonClass(), "-ml-px w-7 rounded-l-none px-0! max-sm:hidden")}
            >
              <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
            </button>
          )}
        </span>
      ) : null}
      <IconButton
        icon={PanelRight}
        label={t("showDetails")}
        command="details"
        onClick={props.onToggleDetails}
        className={props.isDetailsWide ? "xl:hidden" : undefined}
      />
    </header>
  );
}
