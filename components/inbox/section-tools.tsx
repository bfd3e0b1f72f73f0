"use client";

import { ArrowDown, ArrowUp, Ellipsis, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { IconButton } from "../ui/icon-button";
import { Menu } from "../ui/menu";
import { keepSettings } from "./keep-settings";
import { useListSettings } from "./list-store";
import type { SectionName } from "./views-nav";

const FilterDialog = lazy(() => import("./filter-dialog"));
const sign = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

type Props = {
  section: SectionName;
  title: string;
  /** All that are shown, in their order. */
  shown: readonly SectionName[];
  mayAdd: boolean;
};

/** At the head of a section: a new one of its kind, and its place among the others. Not part of the first load. */
export default function SectionTools({ section, title, shown, mayAdd }: Props) {
  const t = useTranslations("sections");
  const acts = useTranslations("acts");
  const workspace = useWorkspace();
  const { sections } = useListSettings();
  const router = useRouter();
  const [isBuilding, setBuilding] = useState(false);
  const at = shown.indexOf(section);

  function move(by: 1 | -1) {
    const order = shown.filter((name) => name !== section);
    order.splice(at + by, 0, section);
    void keepSettings(workspace, acts, { sections: { ...sections, order } });
  }
  const places = [
    ...(at > 0 ? [{ label: t("up"), icon: <ArrowUp {...sign} />, onSelect: () => move(-1) }] : []),
    ...(at < shown.length - 1
      ? [{ label: t("down"), icon: <ArrowDown {...sign} />, onSelect: () => move(1) }]
      : []),
  ];
  function add() {
    if (section === "saved") setBuilding(true);
    else router.push(`/t/${workspace.me.tenant.slug}/settings/${section}?new=1`);
  }
  return (
    <>
      {places.length > 0 ? (
        <Menu label={t("place", { title })} align="end" entries={places}>
          {(trigger) => (
            <IconButton
              icon={Ellipsis}
              label={t("place", { title })}
              {...trigger}
              className="size-6! opacity-0 focus-visible:opacity-100 group-hover/section:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100 max-sm:size-11!"
            />
          )}
        </Menu>
      ) : null}
      {mayAdd ? (
        <IconButton
          icon={Plus}
          label={t(`new.${section as "saved"}`)}
          onClick={add}
          className="size-6! max-sm:size-11!"
        />
      ) : null}
      {isBuilding ? (
        <Suspense>
          <FilterDialog view={null} isNewView onClose={() => setBuilding(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
