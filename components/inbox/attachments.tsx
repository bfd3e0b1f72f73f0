"use client";

import { clsx } from "clsx";
import { Download, File, FileImage, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";
import { fitPicture, formatSize, isPicture, kindOf } from "./file-kind";
import { openPicture } from "./lightbox-store";

/** Inset by 4 px, at most 268 × 200, its place kept free before it has loaded. */
export function Picture({ file }: { file: AttachmentDto }) {
  const t = useTranslations("inbox.file");
  const [isBroken, setBroken] = useState(false);
  if (isBroken || !file.url) return <FileCard file={file} />;
  const size = fitPicture(file.width, file.height);
  return (
    <button
      type="button"
      aria-label={t("open", { name: file.name })}
      onClick={() => openPicture(file)}
      className="-mx-2 -mt-1 mb-1.5 block max-w-[calc(100%+16px)] overflow-hidden rounded-10 bg-press last:-mb-1"
      style={{ width: size.width, aspectRatio: `${size.width} / ${size.height}` }}
    >
      {/* biome-ignore lint/performance/noImgElement: signed and expiring, so there is nothing to optimise and keep. */}
      <img
        src={file.url}
        alt={t("picture", { name: file.name })}
        width={size.width}
        height={size.height}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="size-full object-cover"
      />
    </button>
  );
}

export function FileCard({ file, isSpaced }: { file: AttachmentDto; isSpaced?: boolean }) {
  const t = useTranslations("inbox.file");
  const kind = kindOf(file);
  const Icon = kind === "PDF" ? FileText : isPicture(file) ? FileImage : File;
  return (
    <a
      href={file.url}
      download={file.name}
      aria-label={`${t("download", { name: file.name })}, ${t("size", { kind, size: formatSize(file.size) })}`}
      className={clsx(
        "-mx-1 flex w-[calc(100%+8px)] max-w-[calc(100%+8px)] items-center gap-3 rounded-10 border border-border bg-surface p-2 text-text last:-mb-1 hover:bg-hover",
        isSpaced && "mt-2",
      )}
    >
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-8 bg-danger-soft text-danger-text"
      >
        <Icon size={16} strokeWidth={1.75} />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate font-medium text-body">{file.name}</span>
        <span className="num block text-meta text-text-3">
          {t("size", { kind, size: formatSize(file.size) })}
        </span>
      </span>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} className="mr-1 shrink-0 text-text-2" />
    </a>
  );
}
