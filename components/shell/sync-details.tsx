"use client";

import { useTranslations } from "next-intl";
import { useLive, useWorkspace } from "../realtime/context";
import { useSyncText } from "./sync-text";

/** What the sync row means just now, and what waits to go out. */
export default function SyncDetails() {
  const t = useTranslations("shell.sync");
  const { outgoing, engine } = useWorkspace();
  const sync = useLive((live) => live.sync());
  const entries = useLive(() => outgoing.entries());
  const { text, explanation } = useSyncText(sync);
  return (
    <>
      <p className="font-medium">{text}</p>
      {explanation !== text ? <p className="text-text-2">{explanation}</p> : null}
      <h3 className="mt-5 mb-1 font-semibold text-head text-text-3">{t("waiting")}</h3>
      {entries.length === 0 ? <p className="text-text-2">{t("nothingWaiting")}</p> : null}
      <ul>
        {entries.map((entry) => (
          <li key={entry.clientId} className="flex gap-3 border-border border-b py-1.5">
            <span className="w-36 shrink-0 truncate font-medium">
              {engine.model.held.get(entry.conversationId)?.contact.name}
            </span>
            <span className="min-w-0 truncate text-text-2">
              {entry.content || entry.files.map((file) => file.name).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
