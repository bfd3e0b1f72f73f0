"use client";

import { type ComponentType, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { MenuEntry, MenuProps } from "./menu-list";

export type { MenuEntry, MenuProps } from "./menu-list";

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

/** A list that is fetched with its entries: `load` runs when the pointer or the focus comes near. */
export type LateList = { load: () => Promise<unknown>; List: ComponentType<Omit<MenuProps, "entries">> };

/**
 * A menu under its trigger. The list itself (Radix) is fetched when the pointer or the focus comes near, so that it
 * costs the first paint nothing; nor do its entries where they come with a list of their own. `isOpen` and `onOpenChange` are for menus that a shortcut opens too.
 */
export function Menu(
  props: {
    label: string;
    className?: string;
    align?: "start" | "end";
    side?: "top" | "bottom" | "right";
    isOpen?: boolean;
    onOpenChange?: (isOpen: boolean) => void;
    children: (trigger: MenuTrigger) => ReactNode;
  } & ({ entries: readonly MenuEntry[] } | { list: LateList }),
) {
  const [isOpenHere, setOpenHere] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const isOpen = props.isOpen ?? isOpenHere;
  function setOpen(next: boolean) {
    setOpenHere(next);
    props.onOpenChange?.(next);
  }
  const load = "list" in props ? props.list.load : loadList;
  const place = {
    label: props.label,
    align: props.align ?? "start",
    side: props.side ?? "bottom",
    trigger,
    onClose: () => setOpen(false),
  } as const;
  return (
    <span className={`relative inline-flex min-w-0 ${props.className ?? ""}`}>
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
        onPointerEnter: load,
        onFocus: load,
      })}
      {isOpen ? (
        <Suspense>
          {"list" in props ? <props.list.List {...place} /> : <MenuList {...place} entries={props.entries} />}
        </Suspense>
      ) : null}
    </span>
  );
}
