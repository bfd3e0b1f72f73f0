"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useLive, useWorkspace } from "../realtime/context";
import { SETTINGS_GROUPS } from "../settings/settings-nav";
import { setTheme, type Theme } from "../shell/theme";
import { Avatar } from "../ui/avatar";
import { COMMANDS, type CommandGroup, type CommandId } from "./catalogue";
import { CommandIcon } from "./icons";
import type { Item } from "./items";
import { openConversation } from "./open-conversation";
import { recents } from "./recent";
import { possibleCommands } from "./registry";

/** Commands that only make sense by their key, or while the bar is closed. */
const NOT_OFFERED = new Set(["bar", "next", "previous", "olderMessage", "newerMessage", "extend", "regions"]);

/** What is open comes before where one can go. */
const ORDER: readonly CommandGroup[] = ["selection", "conversation", "writing", "moving", "everywhere"];

/** Everything the bar offers before a step is taken: what was open last, what can be done now, and where one can go. */
export function useItems(typed: string): Item[] {
  const t = useTranslations("commands");
  const words = useTranslations("commands.words");
  const { me, api } = useWorkspace();
  const settings = useTranslations("settings");
  const router = useRouter();
  const revision = useLive((engine) => engine.model.revision);
  const conversations = useLive((engine) => engine.model.shown);
  const { slug } = me.tenant;
  const go = (href: string) => router.push(href);
  const open = (id: string) => openConversation({ slug, conversationId: id }, go);

  const place = (id: CommandId) => ORDER.indexOf(COMMANDS[id].group);
  const commands = possibleCommands()
    .filter(({ id }) => !NOT_OFFERED.has(id))
    .sort((a, b) => place(a.id) - place(b.id));
  const items: Item[] = [];
  if (!typed) {
    for (const { id, name, number } of recents(me.member.id)) {
      items.push({
        id: `recent:${id}`,
        group: t("bar.recent"),
        words: conversations.get(id)?.contact.name ?? name,
        hint: `#${number}`,
        icon: <Avatar id={conversations.get(id)?.contact.id ?? id} name={name} size={18} />,
        run: () => open(id),
      });
    }
  }
  for (const { id, act } of commands) {
    const common = { id, words: words(id), icon: <CommandIcon id={id} />, command: id } as const;
    const group = t(`groups.${COMMANDS[id].group}`);
    if (typeof act === "function") items.push({ ...common, group, run: act });
    else items.push({ ...common, group, choices: act.choices });
  }
  items.push({
    id: "theme",
    group: t("groups.everywhere"),
    words: words("theme"),
    icon: <CommandIcon id="theme" />,
    choices: () =>
      (["system", "light", "dark"] as const).map((theme) => ({
        id: theme,
        words: t(`theme.${theme}`),
        run: () => chooseTheme(theme),
      })),
  });
  for (const { key, icon: Icon, needs } of SETTINGS_GROUPS.flatMap((group) => group.entries)) {
    if (needs && !needs.some((permission) => me.member.permissions.includes(permission))) continue;
    items.push({
      id: `settings:${key}`,
      group: t("bar.jump"),
      words: t("bar.settingsPage", { page: settings(key) }),
      icon: <Icon aria-hidden="true" size={16} strokeWidth={1.75} />,
      run: () => go(`/t/${slug}/settings/${key}`),
    });
  }
  if (typed && revision >= 0) {
    for (const { id, contact, displayNumber, lastMessage } of conversations.values()) {
      items.push({
        id: `conversation:${id}`,
        group: t("bar.conversations"),
        words: contact.name,
        hint: `#${displayNumber}`,
        also: `${displayNumber} ${lastMessage?.preview ?? ""}`,
        icon: <Avatar id={contact.id} name={contact.name} size={18} />,
        run: () => open(id),
      });
    }
  }
  return items;

  function chooseTheme(theme: Theme) {
    setTheme(theme);
    api.account.updateProfile.mutate({ theme }).catch(() => {});
  }
}
