"use client";

import { useTranslations } from "next-intl";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useWorkspace } from "../realtime/context";
import { showToast } from "../ui/toast-store";
import type { Draft, DraftMode } from "./drafts";
import { createUploads, type Upload, type Uploads } from "./uploads";
import { useDrafts } from "./use-drafts";

const NONE: readonly Upload[] = [];

const Shared = createContext<Uploads | null>(null);

export function UploadsProvider({ children }: { children: ReactNode }) {
  const { me } = useWorkspace();
  const [uploads] = useState(() => createUploads(me.tenant.slug));
  return <Shared value={uploads}>{children}</Shared>;
}

/** The files chosen in a place, and how to choose more. */
export function useUploads(place: string) {
  const uploads = useContext(Shared);
  if (!uploads) throw new Error("This part stands outside an UploadsProvider.");
  const t = useTranslations("inbox.composer");
  const items = useSyncExternalStore(
    uploads.subscribe,
    () => uploads.of(place),
    () => NONE,
  );
  function attach(files: readonly File[]) {
    const already = uploads!.of(place).length;
    const fitting = import("./file-rules").then(({ chooseFiles }) => {
      const { fitting, refusal } = chooseFiles(files, already);
      if (refusal) showToast({ tone: "problem", text: t(refusal.key, refusal.values) });
      return fitting;
    });
    uploads!.add(place, files, fitting);
  }
  return { uploads, items, attach };
}

const idsOf = (files: readonly ({ fileId: string } | null)[]) => files.map((file) => file?.fileId).join();

/** The files of a draft are those of its place: what is uploaded here goes into the draft, what another device put there comes here. */
export function useDraftFiles(place: string, draft: Draft | null): void {
  const drafts = useDrafts();
  const { uploads, items } = useUploads(place);
  const files = draft?.files;
  const alike = useRef("");
  useEffect(() => {
    if (!files || idsOf(files) === alike.current) return;
    alike.current = idsOf(files);
    uploads.restore(place, files);
  }, [uploads, place, files]);
  useEffect(() => {
    const done = uploads.of(place).flatMap((upload) => upload.attachment ?? []);
    if (items !== uploads.of(place) || idsOf(done) === alike.current) return;
    alike.current = idsOf(done);
    const [id = "", mode] = place.split(".");
    drafts.change(id, mode as DraftMode, { files: done });
  }, [uploads, drafts, place, items]);
}
