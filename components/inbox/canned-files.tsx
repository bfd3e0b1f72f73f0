"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";
import { chooseFiles } from "./file-rules";
import UploadStrip from "./upload-strip";
import { createUploads } from "./uploads";

const PLACE = "canned";

/** The files that go along with a canned response. */
export function CannedFiles(props: {
  files: readonly AttachmentDto[];
  onChange: (files: readonly AttachmentDto[]) => void;
}) {
  const t = useTranslations("inbox.composer");
  const { me } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const [uploads] = useState(() => {
    const made = createUploads(me.tenant.slug);
    made.restore(PLACE, props.files);
    return made;
  });
  const items = useSyncExternalStore(uploads.subscribe, () => uploads.of(PLACE));
  const tell = useRef(props.onChange);
  useEffect(() => {
    tell.current = props.onChange;
  });
  useEffect(() => tell.current(items.flatMap((upload) => upload.attachment ?? [])), [items]);
  return (
    <div>
      <Button onClick={() => picker.current?.click()}>{t("attach")}</Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const { fitting, refusal } = chooseFiles([...(event.target.files ?? [])], items.length);
          if (refusal) showToast({ tone: "problem", text: t(refusal.key, refusal.values) });
          uploads.add(PLACE, fitting);
          event.target.value = "";
        }}
      />
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
