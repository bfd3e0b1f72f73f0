"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { BarPlace } from "../commands/bar-place";
import { bar, closeBar, openBar } from "../commands/bar-store";
import { keyStore } from "../commands/key-store";
import { useCommands } from "../commands/registry";
import { listenForKeys } from "../commands/run-keys";
import { useWorkspace } from "../realtime/context";
import { undoLast } from "../ui/toast-store";
import { mayOpen } from "./areas";
import { closeSheet, openSheet, sheet } from "./sheet-store";

const SheetList = lazy(() => import("./shortcut-list"));
const Dialog = lazy(() => import("../ui/dialog").then((part) => ({ default: part.Dialog })));

/** The commands that work everywhere, the keys of all of them, and the sheet that lists them (?). */
export function ShellCommands() {
  const t = useTranslations("commands.sheet");
  const { me } = useWorkspace();
  const { slug } = me.tenant;
  const router = useRouter();
  const shownBar = useSyncExternalStore(bar.subscribe, bar.get, bar.getOnServer);
  const isOpen = useSyncExternalStore(sheet.subscribe, sheet.get, sheet.getOnServer);
  useEffect(() => keyStore.set(me.member.preferences.keys), [me]);
  useEffect(listenForKeys, []);
  useCommands({
    contacts: mayOpen("contacts", me.member) ? () => router.push(`/t/${slug}/contacts`) : undefined,
    inbox: () => router.push(`/t/${slug}/inbox`),
    settings: () => router.push(`/t/${slug}/settings`),
    bar: shownBar ? closeBar : openBar,
    sheet: openSheet,
    undo: () => void undoLast(),
    regions: nextRegion,
  });
  return (
    <Suspense>
      <BarPlace />
      {isOpen ? (
        <Dialog title={t("title")} onClose={closeSheet} isWide>
          <SheetList />
        </Dialog>
      ) : null}
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
