"use client";

import { File, Film, Image } from "lucide-react";
import { useTranslations } from "next-intl";
import { readChatMarks } from "../../../server/core/chat-marks";
import { type TemplateContent, templateInWords } from "../../../server/core/template";
import type { AttachmentDto } from "../../../server/modules/messages/schema";
import MarkedText from "../marked-text";
import { MessageText } from "../message-text";
import { TemplateButtons } from "./template-shown";

const KINDS = { image: Image, video: Film, document: File } as const;

/** What the customer will read, as far as it is filled in. */
export function TemplatePreview(props: {
  content: TemplateContent;
  values: Record<string, string>;
  file: AttachmentDto | null;
}) {
  const t = useTranslations("templates");
  const { content, values, file } = props;
  const { header } = content;
  // Its signs are those of the app that it is read in, and no Markdown.
  const { text, marks } = readChatMarks(templateInWords(content, values));
  return (
    <section aria-label={t("preview")} className="self-start rounded-12 bg-sunken p-3">
      <p className="mb-2 text-meta text-text-3">{t("preview")}</p>
      <div className="ml-auto w-fit max-w-full rounded-14 rounded-br-4 bg-bubble-out px-3 py-2 text-bubble-out-text">
        {header && header.type !== "text" ? <Above kind={header.type} file={file} /> : null}
        <MessageText text={text} kind="outgoing" drawn={<MarkedText text={text} marks={marks} />} />
        <TemplateButtons buttons={content.buttons} values={values} />
      </div>
    </section>
  );
}

function Above({ kind, file }: { kind: keyof typeof KINDS; file: AttachmentDto | null }) {
  const t = useTranslations("templates");
  const Icon = KINDS[kind];
  if (kind === "image" && file)
    return (
      // biome-ignore lint/performance/noImgElement: a signed address of our own.
      <img src={file.url} alt={file.name} className="mb-2 max-h-40 w-full rounded-10 object-cover" />
    );
  return (
    <p className="mb-2 flex min-h-24 items-center justify-center gap-2 rounded-10 border border-current/30 border-dashed px-3 text-meta">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 break-words">{file?.name ?? t(`files.${kind}`)}</span>
    </p>
  );
}
