"use client";

import { useTranslations } from "next-intl";
import { keysOf } from "../commands/bindings";
import { COMMAND_GROUPS, COMMAND_IDS, COMMANDS } from "../commands/catalogue";
import { useKeyChoices } from "../commands/key-store";
import { keysText } from "../commands/keys";
import { Keys } from "../ui/kbd";
import { useIsMac } from "../ui/use-is-mac";

/** Every command that has a key, under its group. */
export default function ShortcutList() {
  const t = useTranslations("commands");
  const choices = useKeyChoices();
  const isMac = useIsMac();
  return (
    <>
      <p className="text-text-2">{t(choices.preset === "off" ? "sheet.off" : "sheet.hint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the dialog, and nothing in it to go to by Tab. */}
      <div tabIndex={0} className="mt-4 gap-x-10 sm:columns-2">
        {COMMAND_GROUPS.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold text-head text-text-3">{t(`groups.${group}`)}</h3>
            <dl>
              {COMMAND_IDS.filter((id) => COMMANDS[id].group === group).map((id) => {
                const keys = keysOf(id, choices);
                if (!keys) return null;
                return (
                  <div
                    key={id}
                    className="flex min-h-8 items-center justify-between gap-3 border-border border-b"
                  >
                    <dt>{t(`words.${id}`)}</dt>
                    <dd>
                      <Keys keys={keysText(keys, isMac)} />
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
