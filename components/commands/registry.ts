"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { COMMAND_IDS, type CommandId } from "./catalogue";

/** One line of a nested step: "assign → Priya". `choices` leads a step further. */
export type Choice = {
  id: string;
  words: string;
  /** Beside the words, in grey. */
  hint?: string;
  /** Further words it is found by. */
  also?: string;
  icon?: ReactNode;
  isChecked?: boolean;
  /** It answers what was typed ("in 3 days at 5pm"): shown whatever the words. */
  isAnswer?: boolean;
} & ({ run: () => void } | { choices: Choices });

/** What can be chosen: there at once and found from outside the step too, or asked for anew with every change of what is typed. */
export type Choices = readonly Choice[] | ((typed: string) => Promise<readonly Choice[]>);

/**
 * What a command does now: a function; or `choices`, offered as a step of the command bar (and by its key, unless `run`
 * opens a menu of its own). `isListed`: they are few or at hand, so that the bar may ask for all of them to find them by their
 * names. undefined: it can not be done now, its key stays the browser's, and it is not offered.
 */
export type CommandAct = (() => void) | { run?: () => void; choices: Choices; isListed?: boolean };
export type CommandActs = Partial<Record<CommandId, CommandAct | undefined>>;

/**
 * `about`: a selection that the acts are for, in words ("3 conversations"); such acts go before those without while
 * mounted. `subject`: the one thing that is open ("Grace Whitfield #4127"); a getter is read anew whenever it is asked for.
 */
type Options = { about?: string; subject?: string };
type Registration = { acts: CommandActs; options: Options };

const registrations: { current: Registration }[] = [];

/**
 * Says what this component can do while it is mounted:
 *   useCommands({ resolve: isOpen ? () => acts.resolve(conversation) : undefined,
 *                 snooze: { choices: async (typed) => snoozeChoices(typed) } });
 * The words, the group and the key of each command stand in catalogue.ts. Where two components offer the same command, the
 * one with `about` (a selection) goes first, then the one mounted last.
 */
export function useCommands(acts: CommandActs, options: Options = {}): void {
  const latest = useRef<Registration>({ acts, options });
  useEffect(() => {
    latest.current = { acts, options };
  });
  useEffect(() => {
    registrations.push(latest);
    return () => void registrations.splice(registrations.indexOf(latest), 1);
  }, []);
}

/** What the command does now, or undefined. */
export function actOf(id: CommandId): CommandAct | undefined {
  let found: CommandAct | undefined;
  for (const { current } of registrations) {
    const act = current.acts[id];
    if (!act) continue;
    if (current.options.about) return act;
    found = act;
  }
  return found;
}

/** Everything that can be done now, in the order of the catalogue. */
export function possibleCommands(): { id: CommandId; act: CommandAct }[] {
  return COMMAND_IDS.flatMap((id) => {
    const act = actOf(id);
    return act ? [{ id, act }] : [];
  });
}

/** What the acts are about: the selection, where there is one, else what is open. */
export function currentSubject(): string | null {
  const all = registrations.map(({ current }) => current.options);
  return all.find(({ about }) => about)?.about ?? all.find(({ subject }) => subject)?.subject ?? null;
}
