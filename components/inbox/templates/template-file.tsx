"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import type { AttachmentDto } from "../../../server/modules/messages/schema";
import { useWorkspace } from "../../realtime/context";
import { Button } from "../../ui/button";
import UploadStrip from "../upload-strip";
import { createUploads } from "../uploads";

const PLACE = "template";
/** As WhatsApp takes them (contract whatsapp-cloud §6). */
const TYPES = { image: "image/jpeg,image/png", video: "video/mp4,video/3gpp", document: undefined } as const;

/** The picture, film or document above a template; one. */
export function TemplateFile(props: {
  kind: keyof typeof TYPES;
  error: string | undefined;
  onChange: (file: AttachmentDto | null) => void;
}) {
  const t = useTranslations("templates");
  const { me } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const [uploads] = useState(() => createUploads(me.tenant.slug));
  const items = useSyncExternalStore(uploads.subscribe, () => uploads.of(PLACE));
  const tell = useRef(props.onChange);
  useEffect(() => {
    tell.current = props.onChange;
  });
  useEffect(() => tell.current(items.at(-1)?.attachment ?? null), [items]);
  return (
    <div>
      <p className="mb-1 font-medium text-body">{t(`files.${props.kind}`)}</p>
      <Button
        aria-invalid={props.error ? true : undefined}
        aria-describedby={props.error ? errorId : undefined}
        onClick={() => picker.current?.click()}
      >
        {t(items.length > 0 ? "otherFile" : "chooseFile")}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t(`files.${props.kind}`)}
        accept={TYPES[props.kind]}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          for (const { key } of file ? items : []) uploads.remove(PLACE, key);
          if (file) uploads.add(PLACE, [file]);
          event.target.value = "";
        }}
      />
      {props.error ? (
        <p id={errorId} className="mt-1.5 flex gap-1.5 font-medium text-danger-text text-meta">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" strokeWidth={1.75} />
          {props.error}
        </p>
      ) : null}
      <div className="-mx-3 mt-2">
        <UploadStrip
          items={items}
          onRemove={(key) => uploads.remove(PLACE, key)}
          onRetry={(key) => uploads.retry(PLACE, key)}
        />
      </div>
    </div>
  );
}
