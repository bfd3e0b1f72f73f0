"use client";

import { clsx } from "clsx";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { late } from "../ui/late";

const loadMenu = () => import("./message-menu");
const MessageMenu = late(loadMenu);

/** A place for one bubble that the keys can walk to and links can point at, with the menu of what can be done to it. */
export function MessageFrame(props: {
  message: MessageDto;
  conversation: ConversationSummary;
  isOurs: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("inbox.message");
  const { message } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter opens the menu that the button inside opens, too.
    <div
      data-message={message.seq}
      tabIndex={-1}
      onKeyDown={(event) => {
        const opens =
          event.key === "Enter" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
        if (!opens || event.target !== event.currentTarget) return;
        event.preventDefault();
        setOpen(true);
      }}
      className={clsx(
        "group/message flex w-full items-center gap-1 rounded-14 outline-none transition-colors duration-200",
        "focus-visible:ring-2 focus-visible:ring-focus/50 data-marked:bg-accent-soft",
        props.isOurs && "flex-row-reverse",
      )}
    >
      {props.children}
      <span className="relative shrink-0">
        {message.isDeleted ? null : (
          <button
            ref={button}
            type="button"
            tabIndex={-1}
            aria-label={t("menu")}
            aria-haspopup="menu"
            aria-expanded={isOpen}
            onPointerEnter={loadMenu}
            onClick={() => setOpen(!isOpen)}
            className="grid size-7 place-items-center rounded-8 text-text-2 opacity-0 hover:bg-hover focus-visible:opacity-100 group-focus-within/message:opacity-100 group-hover/message:opacity-100 aria-expanded:opacity-100 max-sm:size-11 max-sm:opacity-60"
          >
            <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
          </button>
        )}
        {isOpen ? (
          <Suspense>
            <MessageMenu {...props} trigger={button} onClose={() => setOpen(false)} />
          </Suspense>
        ) : null}
      </span>
    </div>
  );
}
