"use client";

import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense } from "react";
import type { MessageDto } from "../../server/modules/messages/schema";
import { late } from "../ui/late";
import { FileCard, Picture } from "./attachments";
import { isMedia, isPicture } from "./file-kind";
import { MessageText } from "./message-text";

const Media = late(() => import("./media"));

export type BubbleKind = "incoming" | "outgoing" | "note";

const LOOKS: Record<BubbleKind, string> = {
  incoming: "self-start bg-bubble-in text-text",
  outgoing: "self-end bg-bubble-out text-bubble-out-text",
  note: "self-end border border-note-line bg-note text-note-text",
};

const STICKER = "bg-transparent! p-0! *:m-0! *:max-w-40! *:bg-transparent! [&>p]:sr-only!";

/** One bubble: 14 px corners, 4 at the speaker's; at most 82 % of the thread and 640 px. */
export function Bubble(props: {
  kind: BubbleKind;
  text: string;
  /** The text with more formatting than is drawn here. */
  drawn?: ReactNode;
  files: MessageDto["attachments"];
  isDeleted?: boolean;
  /** Its picture stands by itself. */
  isSticker?: boolean;
  /** Read before the text, where the eye sees place and colour. */
  spoken: string;
  /** The last of a run carries the small corner. */
  isLast: boolean;
  /** Above and below the text. */
  head?: ReactNode;
  foot?: ReactNode;
}) {
  const t = useTranslations("inbox.message");
  const { kind } = props;
  const pictures = props.files.filter(isPicture);
  const media = props.files.filter(isMedia);
  const cards = props.files.filter((file) => !isPicture(file) && !isMedia(file));
  return (
    <div
      className={clsx(
        "rounded-14 px-3 py-2",
        // A caption is as wide as its picture, so that the two read as one.
        pictures.length > 0 ? "max-w-[min(82%,276px)]" : "max-w-[min(82%,640px)]",
        LOOKS[kind],
        props.isSticker && pictures.length && STICKER,
        props.isLast && (kind === "incoming" ? "rounded-bl-4" : "rounded-br-4"),
      )}
    >
      <span className="sr-only">{props.spoken} </span>
      {props.head}
      {pictures.map((file) => (
        <Picture key={file.fileId} file={file} />
      ))}
      {media.map((file) => (
        <Suspense key={file.fileId} fallback={<span className="block h-11 w-64" />}>
          <Media file={file} />
        </Suspense>
      ))}
      {props.isDeleted ? <p className="text-message italic opacity-75">{t("deleted")}</p> : null}
      {props.text ? <MessageText text={props.text} kind={kind} drawn={props.drawn} /> : null}
      {cards.map((file, index) => (
        <FileCard key={file.fileId} file={file} isSpaced={index > 0 || props.text !== ""} />
      ))}
      {props.foot}
    </div>
  );
}

/** Lock, author, "only your team sees this", and the time at the right. */
export function NoteHead({ author, time }: { author: string; time: ReactNode }) {
  const t = useTranslations("inbox");
  return (
    <span
      aria-hidden="true"
      className="mb-0.5 flex items-center gap-1.5 font-semibold text-caption text-warning-text"
    >
      <Lock size={12} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 truncate">
        {t("noteHead", { author })}
        <span className="max-sm:hidden">{t("noteHeadMore")}</span>
      </span>
      <span className="num ml-auto shrink-0 pl-3 font-normal">{time}</span>
    </span>
  );
}
