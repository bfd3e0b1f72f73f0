"use client";

import { Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";

const BUTTON =
  "grid size-9 place-items-center rounded-8 bg-black/50 text-white outline-white hover:bg-black/70 max-sm:size-11";

/** One picture over everything; Esc, the cross or a press beside it closes. */
export default function Lightbox({ file, onClose }: { file: AttachmentDto; onClose: () => void }) {
  const t = useTranslations("inbox.file");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => opener?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={t("picture", { name: file.name })}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="appear m-auto max-h-none max-w-none bg-transparent p-0 backdrop:bg-black/80"
    >
      {/* biome-ignore lint/performance/noImgElement: signed and expiring, so there is nothing to optimise and keep. */}
      <img
        src={file.url}
        alt={t("picture", { name: file.name })}
        className="max-h-[92dvh] max-w-[94vw] rounded-10"
      />
      <div className="fixed top-4 right-4 flex gap-2">
        <a
          href={file.url}
          download={file.name}
          aria-label={t("download", { name: file.name })}
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
