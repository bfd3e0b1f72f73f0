"use client";

import { createPortal } from "react-dom";
import type { CommandId } from "../commands/catalogue";
import { useKeysText } from "../commands/key-store";
import { Keys } from "./kbd";

/** Where the control is, in px of the window. */
export type TooltipPlace = Pick<DOMRect, "left" | "top" | "bottom" | "width">;

/** The words of a tooltip, under their control; above it near the lower edge. */
export default function TooltipBubble(props: {
  label: string;
  command?: CommandId;
  keys?: string;
  place: TooltipPlace;
}) {
  const { place } = props;
  const keyOfCommand = useKeysText(props.command);
  const keys = props.keys ?? keyOfCommand;
  const isAbove = place.top > window.innerHeight - 80;
  const left = Math.min(Math.max(place.left + place.width / 2, 80), window.innerWidth - 80);
  const top = isAbove ? place.top - 6 : place.bottom + 6;
  return createPortal(
    <span
      aria-hidden="true"
      className="appear pointer-events-none fixed z-50 flex items-center gap-2 whitespace-nowrap rounded-6 border border-toast-line bg-toast px-2 py-1 text-meta text-white shadow-e2"
      style={{ left, top, translate: isAbove ? "-50% -100%" : "-50% 0" }}
    >
      {props.label}
      {keys ? (
        <span className="opacity-80">
          <Keys keys={keys} onSolid />
        </span>
      ) : null}
    </span>,
    document.body,
  );
}
