"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { Menu } from "../ui/menu";
import { useSettled } from "../ui/use-settled";
import { TenantTile } from "./tenant-tile";

const TenantUnread = late(() => import("./tenant-unread"));
const NONE: readonly string[] = [];

/** The business at work; with several of them, the way to the others. */
export function TenantSwitcher() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  const [unread, setUnread] = useState(NONE);
  const [isOpen, setOpen] = useState(false);
  const isSettled = useSettled();
  const inside = (
    <>
      <TenantTile name={me.tenant.name} isUnread={unread.length > 0} />
      <span className="min-w-0 grow truncate text-left font-semibold text-body">{me.tenant.name}</span>
    </>
  );
  const look = "mb-2 flex h-9 w-full items-center gap-2 rounded-8 px-2";
  if (me.tenants.length < 2) return <p className={look}>{inside}</p>;
  return (
    <Menu
      label={t("yourBusinesses")}
      isOpen={isOpen}
      onOpenChange={setOpen}
      entries={me.tenants.map((tenant) => ({
        label: unread.includes(tenant.slug) ? t("tenantUnread", { name: tenant.name }) : tenant.name,
        icon: <TenantTile name={tenant.name} isUnread={unread.includes(tenant.slug)} />,
        isChecked: tenant.slug === me.tenant.slug,
        onSelect: () => window.location.assign(`/t/${tenant.slug}/inbox`),
      }))}
    >
      {(trigger) => (
        <button
          type="button"
          {...trigger}
          aria-label={t(unread.length > 0 ? "switchTenantUnread" : "switchTenant", { name: me.tenant.name })}
          className={`${look} hover:bg-hover`}
        >
          {inside}
          {isSettled ? (
            <Suspense>
              <TenantUnread isOpen={isOpen} onChange={setUnread} />
            </Suspense>
          ) : null}
          <ChevronsUpDown aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-text-3" />
        </button>
      )}
    </Menu>
  );
}
