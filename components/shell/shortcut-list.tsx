"use client";

import { useTranslations } from "next-intl";
import { Keys } from "../ui/kbd";

/** Only what exists. "Mod" is written Ctrl, or ⌘ on a Mac. */
const GROUPS = {
  moving: { next: "J", previous: "K", open: "↵", back: "Esc", mine: "G M", unassigned: "G U", all: "G A" },
  conversation: {
    resolve: "E",
    resolveNext: "Shift E",
    reopen: "O",
    assign: "A",
    assignMe: "I",
    details: "]",
  },
  writing: { reply: "R", note: "N", switch: "Mod Shift P", send: "Mod ↵" },
  everywhere: { undo: "Z", views: "[", regions: "F6", toast: "F8", sheet: "?" },
} as const;

export default function ShortcutList() {
  const t = useTranslations("shell.keys");
  const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
  return (
    <>
      <p className="text-text-2">{t("hint")}</p>
      <div className="mt-4 grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {Object.entries(GROUPS).map(([group, keys]) => (
          <section key={group}>
            <h3 className="mb-1 font-semibold text-head text-text-3">{t(group as keyof typeof GROUPS)}</h3>
            <dl>
              {Object.entries(keys).map(([name, key]) => (
                <div
                  key={name}
                  className="flex h-8 items-center justify-between gap-3 border-border border-b"
                >
                  <dt>{t(name as "next")}</dt>
                  <dd>
                    <Keys keys={key.replace("Mod", mod)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
