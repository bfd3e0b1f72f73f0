"use client";

import { useTranslations } from "next-intl";
import type { MessageVersion } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { Dialog } from "../ui/dialog";
import MarkedText from "./marked-text";

/** All that an edited message ever said, the newest first. */
export default function VersionsDialog(props: { versions: readonly MessageVersion[]; onClose: () => void }) {
  const t = useTranslations("trace");
  const reader = useReader();
  return (
    <Dialog title={t("history")} onClose={props.onClose}>
      <ol className="flex flex-col gap-3">
        {props.versions.toReversed().map(({ content, marks, at }) => (
          <li key={at}>
            <time dateTime={at} className="num text-meta text-text-3">
              {formatDateTime(at, reader)}
            </time>
            <p className="whitespace-pre-wrap break-words">
              {marks ? <MarkedText text={content} marks={marks} /> : content}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
