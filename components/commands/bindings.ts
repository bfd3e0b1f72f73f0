import type { Preferences } from "../../server/modules/tenants/schema";
import { COMMAND_IDS, type CommandId, commandEntry } from "./catalogue";
import { isSingleKey } from "./keys";

/** What a member has chosen: the preset ("off": no single keys), and own keys by command ("" is none). */
export type KeyChoices = Preferences["keys"];
export const PLAIN_KEYS: KeyChoices = { preset: "parley", changed: {} };

/** The key of a command, or null when it has none. */
export function keysOf(id: CommandId, choices: KeyChoices): string | null {
  const entry = commandEntry(id);
  if (entry.isFixed) return entry.keys ?? null;
  const keys = choices.changed[id] ?? ((choices.preset === "alt" && entry.alt) || entry.keys);
  return !keys || (choices.preset === "off" && isSingleKey(keys)) ? null : keys;
}

/** Commands by key; fixed ones are left to the field they belong to. */
export function commandsByKey(choices: KeyChoices): Map<string, CommandId[]> {
  const byKey = new Map<string, CommandId[]>();
  for (const id of COMMAND_IDS) {
    const keys = commandEntry(id).isFixed ? null : keysOf(id, choices);
    if (keys) byKey.set(keys, [...(byKey.get(keys) ?? []), id]);
  }
  return byKey;
}

/**
 * Commands whose keys get in the way of `keys` for `id`: the same ones, or one that is the beginning of the other.
 * The fixed keys of fields ("/" in the composer) are no conflict.
 */
export function conflictsOf(id: CommandId, keys: string, choices: KeyChoices): CommandId[] {
  return COMMAND_IDS.filter((other) => {
    const taken = other === id || isFieldKey(other) ? null : keysOf(other, choices);
    return taken && (taken === keys || taken.startsWith(`${keys} `) || keys.startsWith(`${taken} `));
  });
}

const isFieldKey = (id: CommandId) => commandEntry(id).isFixed && commandEntry(id).group === "writing";
