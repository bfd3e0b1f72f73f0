"use client";

import { clsx } from "clsx";
import {
  Bell,
  Building2,
  Inbox,
  Keyboard,
  ListPlus,
  type LucideIcon,
  MessagesSquare,
  PackageOpen,
  Search,
  ShieldCheck,
  Tag,
  UserRound,
  Users,
  UsersRound,
  Workflow,
  Zap,
} from "lucide-react";
import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Permission } from "../../server/core/permissions";
import { useCommands } from "../commands/registry";
import { useWorkspace } from "../realtime/context";
import { viewsDrawer } from "../shell/frame-store";
import { Kbd } from "../ui/kbd";
import { NavLink } from "../ui/nav-link";

type Entry = {
  key:
    | "business"
    | "bridge"
    | "outbox"
    | "teams"
    | "attributes"
    | "labels"
    | "macros"
    | "canned"
    | "keys"
    | "notifications"
    | "members"
    | "inboxes"
    | "profile"
    | "security";
  icon: LucideIcon;
  /** Any of them; none named: for everybody. */
  needs?: readonly Permission[];
};

/** The pages of the settings; the command bar leads to them too. */
export const SETTINGS_GROUPS: readonly {
  key: "business" | "messaging" | "you";
  entries: readonly Entry[];
}[] = [
  {
    key: "business",
    entries: [
      { key: "business", icon: Building2 },
      { key: "members", icon: UsersRound, needs: ["team_view"] },
      { key: "teams", icon: Users, needs: ["team_view"] },
      { key: "outbox", icon: PackageOpen, needs: ["system_info_view", "settings_advanced"] },
    ],
  },
  {
    key: "messaging",
    entries: [
      { key: "inboxes", icon: Inbox, needs: ["channel_view", "settings_channels"] },
      { key: "bridge", icon: MessagesSquare, needs: ["integration_manage", "settings_integrations"] },
      { key: "attributes", icon: ListPlus, needs: ["contact_custom_attributes", "settings_account"] },
      { key: "labels", icon: Tag, needs: ["settings_account"] },
      { key: "macros", icon: Workflow, needs: ["conversation_manage_all", "conversation_manage_assigned"] },
      {
        key: "canned",
        icon: Zap,
        needs: [
          "conversation_manage_all",
          "conversation_manage_assigned",
          "conversation_manage_participating",
          "conversation_private_notes",
          "settings_account",
        ],
      },
    ],
  },
  {
    key: "you",
    entries: [
      { key: "profile", icon: UserRound },
      { key: "notifications", icon: Bell },
      { key: "keys", icon: Keyboard },
      { key: "security", icon: ShieldCheck },
    ],
  },
];

/** Whether the member may open the page. */
export function mayOpenSettings({ needs }: Entry, { permissions }: { permissions: readonly Permission[] }) {
  return !needs || needs.some((permission) => permissions.includes(permission));
}

/** The index of the settings: what this member may open. */
export function SettingsNav() {
  const t = useTranslations("settings");
  const { me } = useWorkspace();
  const current = useSelectedLayoutSegment();
  const [wanted, setWanted] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const index = useRef<HTMLElement>(null);
  useCommands({ search: () => field.current?.focus() });
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = ({ key }: Entry) => {
    const text = `${t(key)} ${t(`finds.${key}`)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const groups = SETTINGS_GROUPS.map(({ key, entries }) => ({
    key,
    shown: entries.filter((entry) => mayOpenSettings(entry, me.member) && isWanted(entry)),
  }));
  const first = groups.flatMap(({ shown }) => shown)[0];
  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === "Escape" && wanted) {
      event.stopPropagation();
      setWanted("");
    }
    if (event.key === "Enter" && first && wanted) {
      event.preventDefault();
      index.current?.querySelector<HTMLElement>("a")?.click();
    }
  }
  return (
    <nav ref={index} aria-label={t("index")}>
      <div className="relative mb-2">
        <Search
          aria-hidden="true"
          size={14}
          strokeWidth={1.75}
          className="absolute top-2.25 left-2 text-text-3 max-sm:top-3.5"
        />
        <input
          ref={field}
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={onKeyDown}
          className="row-focus peer h-8 w-full rounded-8 border border-border bg-surface pr-8 pl-7.5 shadow-e1 placeholder:text-text-3 hover:border-border-strong max-sm:h-11"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1.75 right-2 not-peer-placeholder-shown:hidden peer-focus:hidden max-sm:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      </div>
      {first ? null : (
        <p role="status" className="px-2 py-1 text-meta text-text-3">
          {t("findsNothing", { wanted })}
        </p>
      )}
      {groups.map(({ key, shown }) => {
        if (shown.length === 0) return null;
        return (
          <div key={key} className="mb-3">
            <h2 className="px-2 py-1 font-semibold text-head text-text-3">{t(key)}</h2>
            {shown.map(({ key: name, icon: Icon }) => (
              <NavLink
                key={name}
                href={`/t/${me.tenant.slug}/settings/${name}`}
                aria-current={current === name ? "page" : undefined}
                onClick={() => viewsDrawer.set(false)}
                className={clsx(
                  "row-focus mb-px flex h-7 items-center gap-2.5 rounded-6 px-2 max-sm:h-11",
                  current === name
                    ? "bg-selected font-semibold text-primary-text"
                    : "text-text-2 hover:bg-hover hover:text-text",
                )}
              >
                <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
                {t(name)}
              </NavLink>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
