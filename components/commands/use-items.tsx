"use client";

import { clsx } from "clsx";
import { LogOut, Rows3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { AVAILABILITIES, type Availability } from "../../server/core/availability";
import { keepSettings } from "../inbox/keep-settings";
import { useListSettings } from "../inbox/list-store";
import { useLive, useWorkspace } from "../realtime/context";
import { mayOpen } from "../shell/areas";
import { useOwnSettings } from "../shell/use-own-settings";
import { Avatar, DOTS } from "../ui/avatar";
import { showToast } from "../ui/toast-store";
import { COMMANDS, type CommandGroup, type CommandId } from "./catalogue";
import { CommandIcon } from "./icons";
import type { Item } from "./items";
import { openConversation } from "./open-conversation";
import { type Recent, recents } from "./recent";
import { possibleCommands } from "./registry";
import type { Found } from "./use-found";
import { useFoundItems } from "./use-found-items";
import { usePlaceItems } from "./use-place-items";

const sign = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

/** Commands that only make sense by their key, or while the bar is closed. */
const NOT_OFFERED = new Set(["bar", "next", "previous", "olderMessage", "newerMessage", "extend", "regions"]);

/** What is open comes before where one can go. */
const ORDER: readonly CommandGroup[] = ["selection", "conversation", "writing", "moving", "everywhere"];

/** Everything the bar offers before a step is taken: what was open last, what can be done now, and where one can go. */
export function useItems(typed: string, found: Found): Item[] {
  const places = usePlaceItems();
  const results = useFoundItems(typed, found);
  const recent = useRecentItems(places);
  const commands = useCommandItems();
  const settings = useSettingItems();
  return [...(typed ? [] : recent), ...commands, ...settings, ...places, ...results];
}

function useCommandItems(): Item[] {
  const t = useTranslations("commands");
  const place = (id: CommandId) => ORDER.indexOf(COMMANDS[id].group);
  const heads = { conversation: t("bar.thisConversation"), moving: t("bar.jump") } as Record<string, string>;
  return possibleCommands()
    .filter(({ id }) => !NOT_OFFERED.has(id))
    .sort((a, b) => place(a.id) - place(b.id))
    .map(({ id, act }): Item => {
      const group = heads[COMMANDS[id].group] ?? t(`groups.${COMMANDS[id].group}`);
      const common = {
        id,
        group,
        words: t(`words.${id}`),
        icon: <CommandIcon id={id} />,
        command: id,
      } as const;
      if (typeof act === "function") return { ...common, run: act };
      return { ...common, choices: act.choices, isListed: act.isListed };
    });
}

/** What was open last; a place that is gone is left out. */
function useRecentItems(places: readonly Item[]): Item[] {
  const t = useTranslations("commands.bar");
  const { me } = useWorkspace();
  const router = useRouter();
  const conversations = useLive((engine) => engine.model.shown);
  const { slug } = me.tenant;
  function asItem(recent: Recent): Item[] {
    const { id, name } = recent;
    const common = { id: `recent:${id}`, group: t("recent") };
    if (recent.kind === "place") {
      const known = places.find((place) => place.id === id);
      return known ? [{ ...known, ...common }] : [];
    }
    if (recent.kind === "contact") {
      const icon = <Avatar id={id} name={name} size={18} />;
      const run = () => router.push(`/t/${slug}/contacts/${id}`);
      return [{ ...common, words: name, hint: t("kinds.contact"), icon, run }];
    }
    const contact = conversations.get(id)?.contact;
    return [
      {
        ...common,
        words: contact?.name ?? name,
        hint: `#${recent.number}`,
        icon: <Avatar id={contact?.id ?? id} name={name} size={18} />,
        run: () => openConversation({ slug, conversationId: id }, router.push),
      },
    ];
  }
  return recents(me.member.id).flatMap(asItem);
}

/** How one is seen by the others, how the screen looks, and the way out. */
function useSettingItems(): Item[] {
  const t = useTranslations("commands");
  const shell = useTranslations("shell");
  const acts = useTranslations("acts");
  const workspace = useWorkspace();
  const { density } = useListSettings();
  const own = useOwnSettings();
  const dot = (availability: Availability) => (
    <span aria-hidden="true" className={clsx("size-2.25 rounded-full", DOTS[availability])} />
  );
  async function choose(availability: Availability) {
    const isSeen = await own.chooseAvailability(availability);
    if (isSeen)
      showToast({ text: t("bar.youAre", { availability: shell(`availabilities.${availability}`) }) });
  }
  const group = t("groups.everywhere");
  return [
    {
      id: "availability",
      group,
      words: t("bar.availability"),
      icon: dot(own.availability),
      choices: AVAILABILITIES.map((key) => ({
        id: key,
        words: shell(`availabilities.${key}`),
        icon: dot(key),
        isChecked: own.availability === key,
        run: () => void choose(key),
      })),
    },
    {
      id: "theme",
      group,
      words: t("words.theme"),
      icon: <CommandIcon id="theme" />,
      choices: (["system", "light", "dark"] as const).map((theme) => ({
        id: theme,
        words: t(`theme.${theme}`),
        run: () => own.chooseTheme(theme),
      })),
    },
    ...(mayOpen("inbox", workspace.me.member)
      ? [
          {
            id: "density",
            group,
            words: t("bar.density"),
            icon: <Rows3 {...sign} />,
            choices: (["comfortable", "compact"] as const).map((name) => ({
              id: name,
              words: t(`density.${name}`),
              isChecked: name === density,
              run: () => void keepSettings(workspace, acts, { density: name }),
            })),
          },
        ]
      : []),
    {
      id: "signOut",
      group,
      words: shell("signOut"),
      also: t("bar.signOutAlso"),
      icon: <LogOut {...sign} />,
      run: () => window.location.assign("/sign-out"),
    },
  ];
}
