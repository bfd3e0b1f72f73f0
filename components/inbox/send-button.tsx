"use client";

import { clsx } from "clsx";
import { ChevronDown, Lock, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspace } from "../realtime/context";
import { buttonClass } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Menu } from "../ui/menu";
import { Tooltip } from "../ui/tooltip";
import { useIsMac } from "../ui/use-is-mac";

/** "Send", or "Send note"; beside it the other ways to send a reply. When it cannot, it says why and keeps the focus it may have. */
export function SendButton(props: {
  isNote: boolean;
  whyNot: string | null;
  mayResolve: boolean;
  onSend: (how?: { isResolving?: boolean }) => void;
  onLater: () => void;
}) {
  const t = useTranslations("inbox.composer");
  const { sendWith } = useWorkspace().me.member.preferences;
  const mod = useIsMac() ? "⌘" : "Ctrl";
  const keys = sendWith === "enter" ? "↵" : `${mod} ↵`;
  const isOff = props.whyNot !== null;
  const Icon = props.isNote ? Lock : Send;
  const name = t(props.isNote ? "sendNote" : "send");
  const look = buttonClass({ variant: "primary", isOff });
  return (
    <span className="mr-2 mb-2 flex max-sm:order-3 max-sm:ml-2">
      <Tooltip label={props.whyNot ?? name} keys={isOff ? undefined : keys}>
        <button
          type="button"
          aria-disabled={isOff || undefined}
          onClick={() => props.onSend()}
          className={clsx(
            look,
            "max-sm:size-11 max-sm:rounded-full max-sm:px-0!",
            !props.isNote && "sm:rounded-r-none",
          )}
        >
          <Icon
            aria-hidden="true"
            strokeWidth={1.75}
            className={clsx("size-3.5 max-sm:size-[18px]", !props.isNote && "sm:hidden")}
          />
          <span className="max-sm:sr-only">{name}</span>
          <span aria-hidden="true" className="max-sm:hidden">
            <Kbd onSolid>{keys}</Kbd>
          </span>
        </button>
      </Tooltip>
      {props.isNote ? null : (
        <Menu
          label={t("waysToSend")}
          side="top"
          align="end"
          entries={[
            { label: t("send"), command: "send", onSelect: () => props.onSend() },
            ...(props.mayResolve
              ? [
                  {
                    label: t("sendResolve"),
                    command: "sendResolve" as const,
                    onSelect: () => props.onSend({ isResolving: true }),
                  },
                ]
              : []),
            { label: t("sendLater"), onSelect: props.onLater },
          ]}
        >
          {(trigger) => (
            <button
              type="button"
              {...trigger}
              aria-label={t("waysToSend")}
              className={clsx(
                look,
                "w-7 border-on-primary/25 border-l px-0! max-sm:h-11 max-sm:rounded-full sm:rounded-l-none",
                isOff && "border-border-strong/30!",
              )}
            >
              <ChevronDown aria-hidden="true" size={14} strokeWidth={2} />
            </button>
          )}
        </Menu>
      )}
    </span>
  );
}
