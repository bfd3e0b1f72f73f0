"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { MenuEntry } from "./menu-list";

export type { MenuEntry } from "./menu-list";

const loadList = () => import("./menu-list");
const MenuList = lazy(loadList);

/** What the trigger must carry. */
export type MenuTrigger = {
  ref: React.RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
  onPointerEnter: () => void;
  onFocus: () => void;
};

/**
 * A menu under its trigger. The list itself (Radix) is fetched when the pointer or the focus comes near, so that it
 * costs the first paint nothing. `isOpen` and `onOpenChange` are for menus that a shortcut opens too.
 */
export function Menu(props: {
  label: string;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children: (trigger: MenuTrigger) => ReactNode;
}) {
  const [isOpenHere, setOpenHere] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const isOpen = props.isOpen ?? isOpenHere;
  function setOpen(next: boolean) {
    setOpenHere(next);
    props.onOpenChange?.(next);
  }
  return (
    <span className="relative inline-flex min-w-0">
      {props.children({
        ref: trigger,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        onClick: () => setOpen(!isOpen),
        onKeyDown(event) {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        },
        onPointerEnter: loadList,
        onFocus: loadList,
      })}
      {isOpen ? (
        <Suspense>
          <MenuList
            label={props.label}
            entries={props.entries}
            align={props.align ?? "start"}
            side={props.side ?? "bottom"}
            trigger={trigger}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
