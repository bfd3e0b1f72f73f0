"use client";

import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { CommandId } from "../commands/catalogue";
import { late } from "./late";
import type { TooltipPlace } from "./tooltip-bubble";

const load = () => import("./tooltip-bubble");
const Bubble = late(load);

/**
 * What an icon means and the key of its `command`, on hover after 400 ms and on keyboard focus. It repeats the control's accessible
 * name, so a screen reader is not told twice.
 */
export function Tooltip(props: { label: string; command?: CommandId; keys?: string; children: ReactNode }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [place, setPlace] = useState<TooltipPlace | null>(null);

  function show(delay: number) {
    load().catch(() => {});
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const box = anchor.current?.firstElementChild?.getBoundingClientRect();
      if (box) setPlace(box);
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
      {props.children}
      {place ? (
        <Suspense>
          <Bubble label={props.label} command={props.command} keys={props.keys} place={place} />
        </Suspense>
      ) : null}
    </span>
  );
}
