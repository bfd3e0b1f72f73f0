"use client";

import { clsx } from "clsx";
import { Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AVAILABILITIES, type Availability } from "../../server/core/availability";
import { useLive, useWorkspace } from "../realtime/context";
import { DOTS } from "../ui/avatar";
import MenuList from "../ui/menu-list";
import { showToast } from "../ui/toast-store";
import { openSheet } from "./sheet-store";
import { chosenTheme, setTheme, type Theme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** The account menu's list: availability, theme, shortcuts and the way out. */
export default function AccountEntries(props: {
  trigger: React.RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  const t = useTranslations("shell");
  const { me, api, engine } = useWorkspace();
  const [theme, setShownTheme] = useState<Theme>(chosenTheme);
  const names = { system: t("themeSystem"), light: t("themeLight"), dark: t("themeDark") };
  const chosen = useLive((engine) => engine.presence.of(me.member.id)) ?? "online";

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
    <MenuList
      {...props}
      label={me.user.name}
      side="right"
      align="end"
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
    />
  );
}
