"use client";

import { Bookmark, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChannelTile } from "../inbox/channel";
import { useWorkspace } from "../realtime/context";
import { MAIN_VIEWS } from "../realtime/views";
import { mayOpenSettings, SETTINGS_GROUPS } from "../settings/settings-nav";
import { mayOpen } from "../shell/areas";
import { CommandIcon } from "./icons";
import type { Item } from "./items";
import { openPlace } from "./open-place";
import { noteRecent } from "./recent";
import { actOf } from "./registry";
import { usePlaces } from "./use-places";

const sign = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

/** Where one can go: the lists of the inbox, and the pages of the settings. */
export function usePlaceItems(): Item[] {
  const t = useTranslations("commands");
  const settings = useTranslations("settings");
  const { me } = useWorkspace();
  const { inboxes, teams, labels, views } = usePlaces();
  const router = useRouter();
  const { slug } = me.tenant;
  const going = (href: string) => () => openPlace(slug, href, router.push);
  const place = (
    id: string,
    words: string,
    hint: string | undefined,
    icon: ReactNode,
    href: string,
  ): Item => ({
    id,
    group: t("bar.jump"),
    words,
    hint,
    icon,
    run() {
      noteRecent(me.member.id, { kind: "place", id, name: words });
      going(href)();
    },
  });
  const list = (
    view: string,
    { id, name }: { id: string; name: string },
    hint: string,
    icon: ReactNode,
  ): Item => place(`${view}:${id}`, name, hint, icon, `/t/${slug}/inbox?view=${view}&of=${id}`);
  const pages = SETTINGS_GROUPS.flatMap((group) => group.entries).filter((page) =>
    mayOpenSettings(page, me.member),
  );
  // In the inbox these are commands with their keys.
  const main = mayOpen("inbox", me.member) && !actOf("mine") ? MAIN_VIEWS : [];
  return [
    ...main.map(
      (view): Item => ({
        id: `view:${view}`,
        group: t("bar.jump"),
        words: t(`words.${view}`),
        icon: <CommandIcon id={view} />,
        run: going(`/t/${slug}/inbox?view=${view}`),
      }),
    ),
    ...views.map((one) => list("saved", one, t("bar.kinds.saved"), <Bookmark {...sign} />)),
    ...inboxes.map((one) => list("inbox", one, t("bar.kinds.inbox"), <ChannelTile glyph={one.glyph} />)),
    ...teams.map((one) => list("team", one, t("bar.kinds.team"), <Users {...sign} />)),
    ...labels.map((one) =>
      list(
        "label",
        one,
        t("bar.kinds.label"),
        <span className="size-2 rounded-full" style={{ backgroundColor: one.colour }} />,
      ),
    ),
    ...pages.map(({ key, icon: Icon }) =>
      place(
        `settings:${key}`,
        t("bar.settingsPage", { page: settings(key) }),
        undefined,
        <Icon {...sign} />,
        `/t/${slug}/settings/${key}`,
      ),
    ),
  ];
}
