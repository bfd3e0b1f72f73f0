"use client";

import { clsx } from "clsx";
import { ChevronDown, Plus, Search, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { openBar } from "../commands/bar-store";
import { useWorkspace } from "../realtime/context";
import { STATUSES } from "../realtime/views";
import { IconButton } from "../ui/icon-button";
import { Menu, type MenuEntry } from "../ui/menu";
import { keepSettings } from "./keep-settings";
import { useListSettings } from "./list-store";
import { useNames } from "./reference";
import { SORTS } from "./route";
import { useRoute } from "./use-route";

const loadDialog = () => import("./filter-dialog");
const FilterDialog = lazy(loadDialog);

/** What the list is narrowed to and how it is ordered. */
export default function ListControls() {
  const t = useTranslations("inbox");
  const { route, go } = useRoute();
  const workspace = useWorkspace();
  const acts = useTranslations("acts");
  const { density } = useListSettings();
  const { views } = useNames();
  const { me } = workspace;
  const [isBuilding, setBuilding] = useState(false);
  const conditions = route.filter?.items.length ?? 0;
  const saved = route.view === "saved" ? views.get(route.of ?? "") : undefined;
  const isOwn =
    saved?.ownerId === me.member.id ||
    (saved !== undefined &&
      saved.sharedWith !== "private" &&
      me.member.permissions.includes("settings_account"));
  const own = saved && isOwn ? saved : null;
  const { view } = route;
  // These have a status and an order of their own.
  const hasStatus = view !== "closing" && view !== "snoozed" && view !== "mentions" && view !== "saved";
  const hasOrder = view !== "closing" && view !== "saved";
  const orders: MenuEntry[] = SORTS.map((sort) => ({
    label: t(`sorts.${sort}`),
    isChecked: sort === route.sort,
    onSelect: () => go({ sort, conversationId: route.conversationId }, { replace: true }),
  }));
  return (
    <div className="mt-2 flex flex-wrap gap-x-1.5 gap-y-2">
      {hasStatus ? (
        <Chip
          label={t("status")}
          value={t(route.status)}
          isOn={route.status === "open"}
          entries={STATUSES.map((status) => ({
            label: t(status),
            isChecked: status === route.status,
            onSelect: () => go({ status, conversationId: null }),
          }))}
        />
      ) : null}
      <Chip
        label={t("order")}
        value={hasOrder ? t(`sortsShort.${route.sort}`) : t("look")}
        entries={[
          ...(hasOrder
            ? [{ kind: "heading", label: t("order") } as const, ...orders, { kind: "separator" } as const]
            : []),
          { kind: "heading", label: t("density") },
          ...(["comfortable", "compact"] as const).map((name) => ({
            label: t(name),
            isChecked: name === density,
            onSelect: () => void keepSettings(workspace, acts, { density: name }),
          })),
        ]}
      />
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={loadDialog}
        onFocus={loadDialog}
        onClick={() => setBuilding(true)}
        className={clsx(
          "flex h-6 items-center gap-1.5 rounded-6 border px-2 font-medium text-meta max-sm:h-9 max-sm:px-3",
          conditions > 0
            ? "border-primary-line bg-primary-soft text-primary-text"
            : "border-border border-dashed text-text-2 hover:bg-hover",
        )}
      >
        {conditions > 0 ? null : <Plus aria-hidden="true" size={12} strokeWidth={1.75} />}
        {own ? t("editView") : conditions > 0 ? t("filtered", { count: conditions }) : t("filter")}
      </button>
      {conditions > 0 ? (
        <button
          type="button"
          onClick={() => go({ filter: null, conversationId: null })}
          className="h-6 rounded-6 px-1 text-meta text-text-2 hover:text-text max-sm:h-9"
        >
          {t("empty.clearFilter")}
        </button>
      ) : null}
      <span className="-my-1 -mr-1.5 -ml-1 flex grow justify-end">
        <IconButton
          icon={Search}
          label={t("openSearch")}
          command="search"
          onClick={() => go({ search: route.search ?? "" })}
        />
        <IconButton
          icon={SquarePen}
          label={t("writeTo")}
          command="writeTo"
          onClick={() => openBar("writeTo")}
        />
      </span>
      {isBuilding ? (
        <Suspense>
          <FilterDialog view={own} onClose={() => setBuilding(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function Chip(props: { label: string; value: string; isOn?: boolean; entries: readonly MenuEntry[] }) {
  return (
    <Menu label={props.label} entries={props.entries}>
      {(trigger) => (
        <button
          type="button"
          {...trigger}
          className={clsx(
            "flex h-6 items-center gap-1.5 rounded-6 border px-2 font-medium text-meta max-sm:h-9 max-sm:px-3",
            props.isOn
              ? "border-primary-line bg-primary-soft text-primary-text"
              : "border-border bg-surface text-text-2 hover:bg-hover",
          )}
        >
          <span className="sr-only">{props.label}: </span>
          {props.value}
          <ChevronDown aria-hidden="true" size={12} strokeWidth={1.75} />
        </button>
      )}
    </Menu>
  );
}
