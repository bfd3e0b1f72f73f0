"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { CommandId } from "../commands/catalogue";
import { useKeysText } from "../commands/key-store";
import { Keys } from "./kbd";

type Place = { left: number; top: number; above: boolean };

/**
 * What an icon means and the key of its `command`, on hover after 400 ms and on keyboard focus. It repeats the control's accessible
 * name, so a screen reader is not told twice.
 */
export function Tooltip(props: { label: string; command?: CommandId; keys?: string; children: ReactNode }) {
  const { label, children } = props;
  const keyOfCommand = useKeysText(props.command);
  const keys = props.keys ?? keyOfCommand;
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [place, setPlace] = useState<Place | null>(null);

  function show(delay: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const box = anchor.current?.firstElementChild?.getBoundingClientRect();
      if (!box) return;
      const above = box.top > window.innerHeight - 80;
      const left = Math.min(Math.max(box.left + box.width / 2, 80), window.innerWidth - 80);
      setPlace({ left, top: above ? box.top - 6 : box.bottom + 6, above });
    }, delay);
  }
  function hide() {
    clearTimeout(timer.current);
    setPlace(null);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what bubbles from the control inside.
    <span
      ref={anchor}
      className="contents"
      onPointerOver={(event) => event.pointerType === "mouse" && !place && show(400)}
      onPointerOut={hide}
      onPointerDown={hide}
      onKeyDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(0)}
      onBlur={hide}
    >
      {children}
      {place
        ? createPortal(
            <span
              aria-hidden="true"
              className="appear pointer-events-none fixed z-50 flex items-center gap-2 whitespace-nowrap rounded-6 border border-toast-line bg-toast px-2 py-1 text-meta text-white shadow-e2"
              style={{ left: place.left, top: place.top, translate: place.above ? "-50% -100%" : "-50% 0" }}
            >
              {label}
              {keys ? (
                <span className="opacity-80">
                  <Keys keys={keys} onSolid />
                </span>
              ) : null}
            </span>,
            document.body,
          )
        : null}
    </span>
  );
}
