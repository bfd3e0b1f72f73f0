"use client";

import { useTranslations } from "next-intl";
import { Suspense, useRef, useState } from "react";
import { useLive, useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { late } from "../ui/late";

const load = () => import("./account-entries");
const Entries = late(load);

/** Own avatar with presence; what it opens comes when the pointer or the focus is near. */
export function AccountMenu() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Without a connection nobody sees what was chosen.
  const presence = useLive((engine) => {
    const { kind } = engine.sync();
    return kind === "synced" || kind === "catching"
      ? (engine.presence.of(me.member.id) ?? "online")
      : "offline";
  });
  return (
    <span className="relative inline-flex max-sm:flex-1">
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onPointerEnter={load}
        onFocus={load}
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
      {isOpen ? (
        <Suspense>
          <Entries trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </span>
  );
}
