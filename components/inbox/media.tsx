"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";
import { FileCard } from "./attachments";
import { AudioPlayer } from "./audio-player";

/** Sound and film, played in their place; what the browser cannot play is a file to download. */
export default function Media({ file }: { file: AttachmentDto }) {
  const t = useTranslations("inbox.file");
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileCard file={file} />;
  const download = (
    <a
      href={file.url}
      download={file.name}
      aria-label={t("download", { name: file.name })}
      className="grid size-8 shrink-0 place-items-center rounded-8 opacity-75 hover:bg-press max-sm:size-11"
    >
      <Download aria-hidden="true" size={14} strokeWidth={1.75} />
    </a>
  );
  if (file.contentType.startsWith("audio/")) {
    return (
      <span className="-mx-1 my-0.5 flex items-center gap-1">
        <AudioPlayer url={file.url} name={file.name} onBroken={() => setBroken(true)} />
        {download}
      </span>
    );
  }
  return (
    <span className="my-0.5 flex items-end gap-1">
      {/* biome-ignore lint/a11y/useMediaCaption: what a customer has filmed has no captions. */}
      <video
        src={file.url}
        controls
        preload="metadata"
        aria-label={file.name}
        onError={() => setBroken(true)}
        className="max-h-64 w-[268px] max-w-full rounded-10 bg-black"
      />
      {download}
    </span>
  );
}
