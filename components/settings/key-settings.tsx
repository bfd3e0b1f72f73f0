"use client";

import { useTranslations } from "next-intl";
import { type KeyChoices, keysOf } from "../commands/bindings";
import { COMMAND_GROUPS, COMMAND_IDS, COMMANDS, type CommandId, commandEntry } from "../commands/catalogue";
import { keyStore } from "../commands/key-store";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";
import { useWaits } from "../ui/use-hydrated";
import { KeyRow } from "./key-row";
import { Section } from "./section";
import { usePreferences } from "./use-preferences";

const PRESETS = ["parley", "alt", "off"] as const;

/** The keys of every command: a preset, and single ones set by pressing them. */
export function KeySettings() {
  const t = useTranslations("keysPage");
  const groups = useTranslations("commands.groups");
  const { preferences, change } = usePreferences((next) => keyStore.set(next.keys));
  const choices = preferences.keys;
  const waits = useWaits(true);
  const put = (keys: KeyChoices) => void change({ keys });

  function set(id: CommandId, keys: string | null, freed: readonly CommandId[] = []) {
    const changed = { ...choices.changed, ...Object.fromEntries(freed.map((other) => [other, ""])) };
    if (keys === null) delete changed[id];
    else changed[id] = keys;
    put({ ...choices, changed });
  }
  function resetAll() {
    const before = choices;
    put({ ...choices, changed: {} });
    showToast({ text: t("reset"), undo: () => put(before) });
  }

  return (
    <>
      <Section title={t("preset")} lead={t("lead")}>
        <fieldset disabled={waits} className="grid gap-3">
          <legend className="sr-only">{t("preset")}</legend>
          {PRESETS.map((preset) => (
            <label key={preset} className="flex cursor-pointer gap-3">
              <input
                type="radio"
                name="preset"
                checked={choices.preset === preset}
                onChange={() => put({ ...choices, preset })}
                className="mt-1 accent-primary"
              />
              <span>
                <span className="block font-medium">{t(preset)}</span>
                <span className="block text-meta text-text-2">{t(`${preset}Hint`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </Section>
      {COMMAND_GROUPS.map((group) => (
        <Section key={group} title={groups(group)}>
          <ul aria-label={groups(group)} className="-my-2 divide-y divide-border">
            {COMMAND_IDS.filter((id) => COMMANDS[id].group === group && !commandEntry(id).isFixed).map(
              (id) => (
                <KeyRow
                  key={id}
                  id={id}
                  keys={keysOf(id, choices)}
                  isChanged={choices.changed[id] !== undefined}
                  choices={choices}
                  onSet={set}
                />
              ),
            )}
          </ul>
        </Section>
      ))}
      <p className="mt-6">
        <Button onClick={resetAll} disabled={Object.keys(choices.changed).length === 0}>
          {t("resetAll")}
        </Button>
      </p>
    </>
  );
}
