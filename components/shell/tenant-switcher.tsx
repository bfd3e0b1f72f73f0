"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspace } from "../realtime/context";
import { Menu } from "../ui/menu";
import { TenantTile } from "./tenant-tile";

/** The business at work; with several of them, the way to the others. */
export function TenantSwitcher() {
  const t = useTranslations("shell");
  const { me } = useWorkspace();
  const inside = (
    <>
      <TenantTile name={me.tenant.name} />
      <span className="min-w-0 grow truncate text-left font-semibold text-body">{me.tenant.name}</span>
    </>
  );
  const look = "mb-2 flex h-9 w-full items-center gap-2 rounded-8 px-2";
  if (me.tenants.length < 2) return <p className={look}>{inside}</p>;
  return (
    <Menu
      label={t("yourBusinesses")}
      entries={me.tenants.map((tenant) => ({
        label: tenant.name,
        icon: <TenantTile name={tenant.name} />,
        isChecked: tenant.slug === me.tenant.slug,
        onSelect: () => window.location.assign(`/t/${tenant.slug}/inbox`),
      }))}
    >
      {(trigger) => (
        <button
          type="button"
          {...trigger}
          aria-label={t("switchTenant", { name: me.tenant.name })}
          className={`${look} hover:bg-hover`}
        >
          {inside}
          <ChevronsUpDown aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-text-3" />
        </button>
      )}
    </Menu>
  );
}
