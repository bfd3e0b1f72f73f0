"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import type { CommandId } from "../commands/catalogue";
import { useKeysText } from "../commands/key-store";
import { Keys } from "./kbd";

export type MenuEntry =
  | {
      kind?: "item";
      label: string;
      icon?: ReactNode;
      command?: CommandId;
      /** Present: the entry is a choice, ticked when true. */
      isChecked?: boolean;
      isDanger?: boolean;
      onSelect: () => void;
    }
  | { kind: "separator" }
  | { kind: "heading"; label: string };

const ROW =
  "row-focus flex h-8 cursor-default select-none items-center gap-2 rounded-6 px-2 text-body outline-none data-highlighted:bg-hover max-sm:h-11";

export type MenuProps = {
  label: string;
  entries: readonly MenuEntry[];
  align: "start" | "end";
  side: "top" | "bottom" | "right";
  trigger: React.RefObject<HTMLButtonElement | null>;
  onClose: () => void;
};

export default function MenuList(props: MenuProps) {
  const hasChoices = props.entries.some((e) => "isChecked" in e && e.isChecked !== undefined);
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={document.getElementById("content")}>
        <DropdownMenu.Content
          aria-label={props.label}
          aria-labelledby={undefined}
          align={props.align}
          side={props.side}
          sideOffset={6}
          collisionPadding={8}
          loop
          // A list longer than the window scrolls by the keys too.
          tabIndex={0}
          onKeyDown={(event) => event.stopPropagation()}
          onInteractOutside={(event) => {
            // The trigger's own click closes the menu; closing here too would open it again.
            if (props.trigger.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body || !document.activeElement)
              props.trigger.current?.focus();
          }}
          className="appear scroll-area z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 max-w-[min(320px,calc(100vw-16px))] rounded-10 border border-border bg-raised p-1 text-text shadow-e2"
        >
          {props.entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the entries of an open menu do not move.
            <Entry key={index} entry={entry} hasChoices={hasChoices} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ entry, hasChoices }: { entry: MenuEntry; hasChoices: boolean }) {
  const keys = useKeysText("command" in entry ? entry.command : undefined);
  if (entry.kind === "separator") return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-border" />;
  if (entry.kind === "heading") {
    return (
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-head text-text-3 font-semibold">
        {entry.label}
      </DropdownMenu.Label>
    );
  }
  const inside = (
    <>
      {hasChoices ? (
        <span className="grid size-4 shrink-0 place-items-center">
          {entry.isChecked ? <Check aria-hidden="true" size={14} className="text-primary-text" /> : null}
        </span>
      ) : null}
      {entry.icon}
      <span className="min-w-0 grow truncate">{entry.label}</span>
      {keys ? <Keys keys={keys} /> : null}
    </>
  );
  const className = clsx(ROW, entry.isDanger && "text-danger-text");
  if (entry.isChecked === undefined) {
    return (
      <DropdownMenu.Item className={className} onSelect={entry.onSelect}>
        {inside}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem className={className} checked={entry.isChecked} onSelect={entry.onSelect}>
      {inside}
    </DropdownMenu.CheckboxItem>
  );
}
