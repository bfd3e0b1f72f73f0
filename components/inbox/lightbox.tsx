"use client";

import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";
import { useLive, useWorkspace } from "../realtime/context";
import { isPicture } from "./file-kind";
import { openPicture } from "./lightbox-store";

const BUTTON =
  "grid size-9 place-items-center rounded-8 bg-black/50 text-white outline-white hover:bg-black/70 aria-disabled:opacity-40 max-sm:size-11";
const MOST_ZOOM = 4;

/** The pictures of the thread over everything: arrows go through them, + and − zoom, Esc or a press beside them closes. */
export default function Lightbox({ file, conversationId }: { file: AttachmentDto; conversationId: string }) {
  const t = useTranslations("inbox.file");
  const onClose = () => openPicture(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [shownId, show] = useState(file.fileId);
  const pictures = usePictures(conversationId, file);
  const at = Math.max(
    0,
    pictures.findIndex(({ fileId }) => fileId === shownId),
  );
  const [zoom, setZoom] = useState(1);
  const shown = pictures[at] ?? file;
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => opener?.focus();
  }, []);

  function go(by: 1 | -1) {
    const next = pictures[at + by];
    if (!next) return;
    show(next.fileId);
    setZoom(1);
  }
  const zoomBy = (by: number) => setZoom((now) => Math.min(MOST_ZOOM, Math.max(1, now + by)));
  function onKeyDown(event: React.KeyboardEvent) {
    event.stopPropagation();
    const step = { arrowleft: -1, arrowright: 1 }[event.key.toLowerCase()];
    const zoomed = { "+": zoom + 0.5, "=": zoom + 0.5, "-": zoom - 0.5, "0": 1 }[event.key];
    if ((!step && !zoomed) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (step) go(step as 1 | -1);
    else zoomBy((zoomed ?? 1) - zoom);
  }
  const hasMany = pictures.length > 1;
  return (
    <dialog
      ref={dialog}
      aria-label={t("picture", { name: shown.name })}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="appear m-auto max-h-[96dvh] max-w-[98vw] overflow-auto bg-transparent p-0 backdrop:bg-black/80"
    >
      {/* biome-ignore lint/performance/noImgElement: signed and expiring, so there is nothing to optimise and keep. */}
      <img
        src={shown.url}
        alt={t("picture", { name: shown.name })}
        onDoubleClick={() => setZoom(zoom > 1 ? 1 : 2)}
        className="mx-auto rounded-10"
        style={{
          maxHeight: `${92 * zoom}dvh`,
          maxWidth: `${94 * zoom}vw`,
          minWidth: zoom > 1 ? `${40 * zoom}vw` : 0,
        }}
      />
      <p className="fixed bottom-4 left-1/2 max-w-[80vw] -translate-x-1/2 truncate rounded-8 bg-black/60 px-3 py-1.5 text-meta text-white">
        {shown.name}
        {hasMany ? (
          <span className="num"> · {t("place", { at: at + 1, total: pictures.length })}</span>
        ) : null}
      </p>
      {hasMany ? (
        <>
          <button
            type="button"
            aria-label={t("previous")}
            aria-disabled={at === 0}
            onClick={() => go(-1)}
            className={`${BUTTON} fixed top-1/2 left-4 -translate-y-1/2`}
          >
            <ChevronLeft aria-hidden="true" size={20} strokeWidth={1.75} />
          </button>
          <button
            type="button"
            aria-label={t("next")}
            aria-disabled={at === pictures.length - 1}
            onClick={() => go(1)}
            className={`${BUTTON} fixed top-1/2 right-4 -translate-y-1/2`}
          >
            <ChevronRight aria-hidden="true" size={20} strokeWidth={1.75} />
          </button>
        </>
      ) : null}
      <div className="fixed top-4 right-4 flex gap-2">
        <button
          type="button"
          aria-label={t("zoomOut")}
          aria-disabled={zoom <= 1}
          onClick={() => zoomBy(-0.5)}
          className={BUTTON}
        >
          <ZoomOut aria-hidden="true" size={18} strokeWidth={1.75} />
        </button>
        <button
          type="button"
          aria-label={t("zoomIn")}
          aria-disabled={zoom >= MOST_ZOOM}
          onClick={() => zoomBy(0.5)}
          className={BUTTON}
        >
          <ZoomIn aria-hidden="true" size={18} strokeWidth={1.75} />
        </button>
        <a
          href={shown.url}
          download={shown.name}
          aria-label={t("download", { name: shown.name })}
          className={BUTTON}
        >
          <Download aria-hidden="true" size={18} strokeWidth={1.75} />
        </a>
        <button type="button" aria-label={t("close")} onClick={onClose} className={BUTTON}>
          <X aria-hidden="true" size={18} strokeWidth={1.75} />
        </button>
      </div>
    </dialog>
  );
}

/** Those of the thread, and of the replies that are on their way to it. */
function usePictures(conversationId: string, file: AttachmentDto): AttachmentDto[] {
  const { outgoing, held: store } = useWorkspace();
  const items = useLive((live) => live.model.threads.get(conversationId)?.items);
  const held = useLive(() => store.in(conversationId));
  const own = useLive(() => outgoing.in(conversationId));
  return useMemo(() => {
    const all = [
      ...(items ?? []).flatMap(({ attachments }) => attachments),
      ...[...held, ...own].flatMap(({ files }) => files),
    ];
    const pictures = [...new Map(all.filter(isPicture).map((one) => [one.fileId, one])).values()];
    return pictures.some(({ fileId }) => fileId === file.fileId) ? pictures : [file];
  }, [items, held, own, file]);
}
