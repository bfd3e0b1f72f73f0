"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { undoLast } from "../ui/toast-store";
import { closeSheet, openSheet, sheet } from "./sheet-store";
import { useShortcuts } from "./shortcuts";

const SheetList = lazy(() => import("./shortcut-list"));
const Dialog = lazy(() => import("../ui/dialog").then((part) => ({ default: part.Dialog })));

/** The keys that work everywhere, and the list of all keys (?). */
export function ShortcutSheet() {
  const t = useTranslations("shell.keys");
  const isOpen = useSyncExternalStore(sheet.subscribe, sheet.get, sheet.getOnServer);
  useShortcuts({ "?": openSheet, z: () => void undoLast(), f6: nextRegion });
  if (!isOpen) return null;
  return (
    <Suspense>
      <Dialog title={t("title")} onClose={closeSheet} isWide>
        <SheetList />
      </Dialog>
    </Suspense>
  );
}

/** Moves the focus to the next part of the page that is shown. */
function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (r) => r.offsetParent !== null,
  );
  // The composer lies inside the thread: the innermost region counts.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  const first = (selector: string) =>
    [...(next?.querySelectorAll<HTMLElement>(selector) ?? [])].find((found) => found.offsetParent !== null);
  const wanted = first("[data-region-focus], a[tabindex='0'], [aria-current]");
  (wanted ?? first("a, button, textarea, [tabindex='0']"))?.focus();
}
