"use client";

import { clsx } from "clsx";
import { Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AVAILABILITIES, type Availability } from "../../server/core/availability";
import { useLive, useWorkspace } from "../realtime/context";
import { Avatar, DOTS } from "../ui/avatar";
import { Menu } from "../ui/menu";
import { showToast } from "../ui/toast-store";
import { openSheet } from "./sheet-store";
import { chosenTheme, setTheme, type Theme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Own avatar with presence; theme, shortcuts and the way out. */
export function AccountMenu() {
  const t = useTranslations("shell");
  const { me, api, engine } = useWorkspace();
  const isOnline = useLive((engine) => engine.sync().kind === "synced" || engine.sync().kind === "catching");
  const [theme, setShownTheme] = useState<Theme | null>(null);
  const names = { system: t("themeSystem"), light: t("themeLight"), dark: t("themeDark") };
  const chosen = useLive((engine) => engine.presence.of(me.member.id)) ?? "online";
  // Without a connection nobody sees what was chosen.
  const presence = isOnline ? chosen : "offline";

  async function choosePresence(next: Availability) {
    const failure = await engine.presence.choose(next);
    if (failure) showToast({ tone: "problem", text: failure.message });
  }

  function choose(next: Theme) {
    setShownTheme(next);
    setTheme(next);
    api.account.updateProfile.mutate({ theme: next }).catch(() => {});
  }

  return (
    <Menu
      label={me.user.name}
      side="right"
      align="end"
      onOpenChange={(isOpen) => isOpen && setShownTheme(chosenTheme())}
      entries={[
        { kind: "heading", label: t("availability") },
        ...AVAILABILITIES.map((key) => ({
          label: t(`availabilities.${key}`),
          icon: <span aria-hidden="true" className={clsx("mx-1 size-2 rounded-full", DOTS[key])} />,
          isChecked: chosen === key,
          onSelect: () => void choosePresence(key),
        })),
        { kind: "heading", label: t("theme") },
        ...(["system", "light", "dark"] as const).map((key) => {
          const Icon = ICONS[key];
          return {
            label: names[key],
            icon: <Icon aria-hidden="true" size={16} strokeWidth={1.75} />,
            isChecked: theme === key,
            onSelect: () => choose(key),
          };
        }),
        { kind: "separator" },
        {
          label: t("shortcuts"),
          command: "sheet",
          icon: <Keyboard aria-hidden="true" size={16} strokeWidth={1.75} />,
          onSelect: openSheet,
        },
        {
          label: t("signOut"),
          icon: <LogOut aria-hidden="true" size={16} strokeWidth={1.75} />,
          onSelect: () => window.location.assign("/sign-out"),
        },
      ]}
    >
      {(trigger) => (
        <button
          type="button"
          {...trigger}
          aria-label={t("account", {
            name: me.user.name,
            presence: t(`availabilities.${presence}`).toLowerCase(),
          })}
          className="grid size-9 place-items-center rounded-full max-sm:h-14 max-sm:w-20"
        >
          <Avatar
            id={me.member.id}
            name={me.user.name}
            picture={me.member.pictureUrl}
            size={28}
            presence={presence}
            ring="border-canvas"
          />
        </button>
      )}
    </Menu>
  );
}
