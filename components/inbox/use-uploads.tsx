"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { useWorkspace } from "../realtime/context";
import { showToast } from "../ui/toast-store";
import { formatSize } from "./file-kind";
import { createUploads, type Upload, type Uploads } from "./uploads";

/** As the server's limits; it has the last word. */
const MAX_BYTES = 40 * 1024 * 1024;
const MAX_FILES = 15;
const NONE: readonly Upload[] = [];

const Shared = createContext<Uploads | null>(null);

export function UploadsProvider({ children }: { children: ReactNode }) {
  const { me } = useWorkspace();
  const [uploads] = useState(() => createUploads(me.tenant.slug));
  return <Shared value={uploads}>{children}</Shared>;
}

/** The files chosen for a conversation, and how to choose more. */
export function useUploads(conversationId: string) {
  const uploads = useContext(Shared);
  if (!uploads) throw new Error("This part stands outside an UploadsProvider.");
  const t = useTranslations("inbox.composer");
  const items = useSyncExternalStore(
    uploads.subscribe,
    () => uploads.of(conversationId),
    () => NONE,
  );
  function attach(files: readonly File[]) {
    const tooLarge = files.find((file) => file.size > MAX_BYTES);
    if (tooLarge) {
      const size = formatSize(tooLarge.size);
      showToast({ tone: "problem", text: t("tooLarge", { name: tooLarge.name, size }) });
    }
    const fitting = files.filter((file) => file.size <= MAX_BYTES);
    const room = MAX_FILES - items.length;
    if (fitting.length > room) showToast({ tone: "problem", text: t("tooMany", { max: MAX_FILES }) });
    uploads!.add(conversationId, fitting.slice(0, room));
  }
  return { uploads, items, attach };
}
