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
  const t = useTranslations("commands");
  const workspace = useWorkspace();
  const { me } = workspace;
  const { slug } = me.tenant;
  const router = useRouter();
  const shownBar = useSyncExternalStore(bar.subscribe, bar.get, bar.getOnServer);
  const isOpen = useSyncExternalStore(sheet.subscribe, sheet.get, sheet.getOnServer);
  useEffect(() => keyStore.set(me.member.preferences.keys), [me]);
  useEffect(listenForKeys, []);
  const maySeeContacts = mayOpen("contacts", me.member);
  useCommands({
    writeTo:
      maySeeContacts && mayOpen("inbox", me.member)
        ? {
            choices: async (typed) =>
              (await import("../commands/write-to")).contactsToWriteTo(
                { workspace, push: router.push, t },
                typed,
              ),
          }
        : undefined,
    contacts: maySeeContacts ? () => router.push(`/t/${slug}/contacts`) : undefined,
    inbox: () => router.push(`/t/${slug}/inbox`),
    settings: () => router.push(`/t/${slug}/settings`),
    bar: shownBar ? closeBar : openBar,
    sheet: openSheet,
    undo: () => void undoLast(),
    regions: () => void import("./next-region").then(({ nextRegion }) => nextRegion()),
  });
  return (
    <Suspense>
      <BarPlace />
      {isOpen ? (
        <Dialog title={t("sheet.title")} onClose={closeSheet} isWide>
          <SheetList />
        </Dialog>
      ) : null}
    </Suspense>
  );
}
