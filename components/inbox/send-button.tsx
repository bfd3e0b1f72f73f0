"use client";

import { clsx } from "clsx";
import { Lock, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Tooltip } from "../ui/tooltip";
import { useIsMac } from "../ui/use-is-mac";

/** "Send", or "Send note". When it cannot, it says why and keeps the focus it may have. */
export function SendButton(props: { isNote: boolean; whyNot: string | null; onSend: () => void }) {
  const t = useTranslations("inbox.composer");
  const mod = useIsMac() ? "⌘" : "Ctrl";
  const isOff = props.whyNot !== null;
  const Icon = props.isNote ? Lock : Send;
  const name = t(props.isNote ? "sendNote" : "send");
  return (
    <Tooltip label={props.whyNot ?? name} keys={isOff ? undefined : `${mod} ↵`}>
      <button
        type="button"
        aria-disabled={isOff || undefined}
        onClick={props.onSend}
        className={clsx(
          buttonClass({ variant: "primary", isOff }),
          "mr-2 mb-2 max-sm:order-3 max-sm:ml-2 max-sm:size-11 max-sm:rounded-full max-sm:px-0!",
        )}
      >
        <Icon
          aria-hidden="true"
          strokeWidth={1.75}
          className={clsx("size-3.5 max-sm:size-[18px]", !props.isNote && "sm:hidden")}
        />
        <span className="max-sm:sr-only">{name}</span>
        <span aria-hidden="true" className="max-sm:hidden">
          <Kbd onSolid>{`${mod} ↵`}</Kbd>
        </span>
      </button>
    </Tooltip>
  );
}
