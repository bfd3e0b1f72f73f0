"use client";

import { clsx } from "clsx";
import { Command } from "cmdk";
import { Check, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Keys } from "../ui/kbd";
import type { Item } from "./items";
import { useKeysText } from "./key-store";

/** One line: sign, words with what was typed marked, and the key that would have done it. */
export function BarLine({ item, onChoose }: { item: Item; onChoose: () => void }) {
  const keys = useKeysText(item.command);
  return (
    <Command.Item
      value={item.id}
      onSelect={onChoose}
      className="flex h-9.5 cursor-default select-none items-center gap-3 rounded-8 px-3 text-list data-[selected=true]:bg-selected max-sm:h-11"
    >
      <span className="grid size-4.5 shrink-0 place-items-center text-text-2">
        {item.isChecked ? <Check aria-hidden="true" size={16} className="text-primary-text" /> : item.icon}
      </span>
      <span className={clsx("truncate font-medium", item.hint ? "shrink-0 max-w-[70%]" : "grow")}>
        <Marked text={item.words} spans={item.match?.spans ?? []} />
      </span>
      {item.hint ? <span className="min-w-0 grow truncate text-text-2">{item.hint}</span> : null}
      {keys ? (
        <span className="max-sm:hidden">
          <Keys keys={keys} />
        </span>
      ) : null}
      {"choices" in item && !keys ? (
        <ChevronRight aria-hidden="true" size={14} className="shrink-0 text-text-3" />
      ) : null}
    </Command.Item>
  );
}

function Marked({ text, spans }: { text: string; spans: readonly (readonly [number, number])[] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    parts.push(
      text.slice(at, from),
      <span key={from} className="font-semibold text-primary-text">
        {text.slice(from, to)}
      </span>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
