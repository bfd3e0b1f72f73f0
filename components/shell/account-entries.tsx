"use client";

import { clsx } from "clsx";
import { Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AVAILABILITIES } from "../../server/core/availability";
import { DOTS } from "../ui/avatar";
import MenuList, { type MenuProps } from "../ui/menu-list";
import { openSheet } from "./sheet-store";
import { chosenTheme, type Theme } from "./theme";
import { useOwnSettings } from "./use-own-settings";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** The account menu's list: availability, theme, shortcuts and the way out. */
export default function AccountEntries(place: Omit<MenuProps, "entries">) {
  const t = useTranslations("shell");
  const own = useOwnSettings();
  const [theme, setShownTheme] = useState<Theme>(chosenTheme);
  const names = { system: t("themeSystem"), light: t("themeLight"), dark: t("themeDark") };

  return (
    <MenuList
      {...place}
      entries={[
        { kind: "heading", label: t("availability") },
        ...AVAILABILITIES.map((key) => ({
          label: t(`availabilities.${key}`),
          icon: <span aria-hidden="true" className={clsx("mx-1 size-2 rounded-full", DOTS[key])} />,
          isChecked: own.availability === key,
          onSelect: () => void own.chooseAvailability(key),
        })),
        { kind: "heading", label: t("theme") },
        ...(["system", "light", "dark"] as const).map((key) => {
          const Icon = ICONS[key];
          return {
            label: names[key],
            icon: <Icon aria-hidden="true" size={16} strokeWidth={1.75} />,
            isChecked: theme === key,
            onSelect() {
              setShownTheme(key);
              own.chooseTheme(key);
            },
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
    />
  );
}
