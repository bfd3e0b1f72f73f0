import type { ReactNode } from "react";
import type { CommandId } from "./catalogue";
import { type Match, matchWords } from "./match";
import type { Choice, Choices } from "./registry";

/** One line of the command bar. */
export type Item = {
  id: string;
  group: string;
  words: string;
  hint?: string;
  also?: string;
  icon?: ReactNode;
  isChecked?: boolean;
  /** Shows the key of this command. */
  command?: CommandId;
  isAnswer?: boolean;
  /** The server found it for the words typed: it comes after what was here at once, so that Enter never changes its mind. */
  isFound?: boolean;
  match?: Match;
} & ({ run: () => void } | { choices: Choices; isListed?: boolean });

export type Step = { words: string; choices: Choices };

const SHOWN_PER_GROUP = 8;
/** Beyond every rank of a match. */
const FOUND_RANK = 100;
const NOT_IN_THE_WORDS = 9;

export function itemOf(choice: Choice, group: string, under = ""): Item {
  return { ...choice, id: `${group}:${under}:${choice.id}`, group };
}

/**
 * With words typed, choices are found a step ahead: "Set my availability: Busy". Those of `listed`, by the command's line, may
 * be many: they need a word of their own. All stand after the commands, which go first where both match as well.
 */
export function withChoices(
  items: readonly Item[],
  typed: string,
  listed: ReadonlyMap<string, readonly Choice[]>,
): Item[] {
  if (!isSearch(typed)) return [...items];
  const words = typed.split(/\s+/);
  const isNamed = (choice: Choice) => words.some((word) => matchWords(choice.words, word));
  const deeper = items.flatMap((item): Item[] => {
    if (!("choices" in item)) return [];
    const all = item.choices;
    const choices = typeof all === "function" ? (listed.get(item.id) ?? []).filter(isNamed) : all;
    return choices.map((choice) => {
      const line = itemOf(choice, item.group, item.id);
      return { ...line, words: `${item.words.replace(/…$/, "")}: ${line.words}` };
    });
  });
  return [...items, ...deeper];
}

/** Fewer letters are in too many words. */
export const isSearch = (typed: string) => typed.length >= 2;

/** Those that match, the best first within their group, and the group with the best first. Without words all, in the order given. */
export function findItems(items: readonly Item[], typed: string, perGroup = SHOWN_PER_GROUP): Item[] {
  const found = items.flatMap((item): Item[] => {
    if (item.isAnswer) return [item];
    const match = matchWords(item.words, typed, `${item.also ?? ""} ${item.hint ?? ""}`);
    if (!item.isFound) return match ? [{ ...item, match }] : [];
    const { rank, spans } = match ?? { rank: NOT_IN_THE_WORDS, spans: [] };
    return [{ ...item, match: { rank: rank + FOUND_RANK, spans } }];
  });
  const groups = [...new Set(items.map(({ group }) => group))];
  const best = (group: string) =>
    Math.min(...found.filter((item) => item.group === group).map(({ match }) => match?.rank ?? 0));
  if (typed) groups.sort((a, b) => best(a) - best(b));
  return groups.flatMap((group) =>
    found
      .filter((item) => item.group === group)
      .sort((a, b) => (a.match?.rank ?? 0) - (b.match?.rank ?? 0))
      .slice(0, perGroup),
  );
}
