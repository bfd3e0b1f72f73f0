"use client";

import { useTranslations } from "next-intl";
import { useLive, useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { late } from "../ui/late";
import { Menu } from "../ui/menu";

const load = () => import("./account-entries");
const entries = { load, List: late(load) };

/** Own avatar with presence; what it opens comes when the pointer or the focus is near. */
export function AccountMenu() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  // Without a connection nobody sees what was chosen.
  const presence = useLive((engine) => {
    const { kind } = engine.sync();
    return kind === "synced" || kind === "catching"
      ? (engine.presence.of(me.member.id) ?? "online")
      : "offline";
  });
  return (
    <Menu label={me.user.name} side="right" align="end" list={entries} className="max-sm:flex-1">
      {(trigger) => (
        <button
          {...trigger}
          type="button"
          aria-label={t("account", {
            name: me.user.name,
            presence: t(`availabilities.${presence}`).toLowerCase(),
          })}
          className="grid size-9 place-items-center rounded-full max-sm:h-14 max-sm:w-full"
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
