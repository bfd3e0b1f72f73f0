import type { MenuEntry } from "../ui/menu";
import type { Choice, Choices } from "./registry";

/** The entries of a menu as a step of the command bar: what a menu offers, the bar offers too. */
export function choicesOf(entries: () => readonly MenuEntry[]): Choices {
  return () =>
    entries().flatMap((entry, index): Choice[] => {
      if (entry.kind === "separator" || entry.kind === "heading") return [];
      const { label, icon, isChecked, onSelect } = entry;
      return [{ id: `${index} ${label}`, words: label, icon, isChecked, run: onSelect }];
    });
}
