"use client";

import { clsx } from "clsx";
import { File as FileIcon, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatSize } from "./file-kind";
import type { Upload } from "./uploads";

/** The files chosen so far, with how far each has come. */
export default function UploadStrip(props: {
  items: readonly Upload[];
  onRemove: (key: number) => void;
  onRetry: (key: number) => void;
}) {
  const t = useTranslations("inbox.composer");
  if (props.items.length === 0) return null;
  const button =
    "grid size-6 shrink-0 place-items-center rounded-6 text-text-2 hover:bg-press max-sm:size-11";
  return (
    <ul className="col-span-3 flex flex-wrap gap-2 px-3 pt-1 pb-2">
      {props.items.map(({ key, name, size, preview, percent, state, reason, isRefused }) => (
        <li
          key={key}
          className={clsx(
            "relative flex h-12 max-w-64 items-center gap-2 overflow-hidden rounded-8 border bg-surface pr-1 pl-1 text-text",
            state === "failed" ? "border-danger-line" : "border-border",
          )}
        >
          {preview ? (
            // biome-ignore lint/performance/noImgElement: a local preview.
            <img src={preview} alt="" className="size-10 shrink-0 rounded-6 object-cover" />
          ) : (
            <span
              aria-hidden="true"
              className="grid size-10 shrink-0 place-items-center rounded-6 bg-press text-text-2"
            >
              <FileIcon size={16} strokeWidth={1.75} />
            </span>
          )}
          <span className="min-w-0">
            <span className="block truncate font-medium text-meta">{name}</span>
            {state === "failed" ? (
              <span role="alert" className="block truncate text-caption text-danger-text">
                {t("uploadFailed", { name: "", reason: reason ?? t("offlineUpload") }).trim()}
              </span>
            ) : (
              <span className="num block text-caption text-text-3">
                {formatSize(size)}
                {state === "running" ? ` · ${percent} %` : null}
              </span>
            )}
          </span>
          {state === "failed" && !isRefused ? (
            <button
              type="button"
              aria-label={t("retryUpload", { name: name })}
              onClick={() => props.onRetry(key)}
              className={button}
            >
              <RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />
            </button>
          ) : null}
          <button
            type="button"
            aria-label={t("remove", { name: name })}
            onClick={() => props.onRemove(key)}
            className={button}
          >
            <X aria-hidden="true" size={14} strokeWidth={1.75} />
          </button>
          {state === "running" ? (
            <span
              role="progressbar"
              aria-label={t("uploadingName", { name: name, percent })}
              aria-valuenow={percent}
              className="absolute bottom-0 left-0 h-0.5 bg-primary"
              style={{ width: `${percent}%` }}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
