"use client";

import { Mic, Paperclip, Smile, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { IconButton } from "../ui/icon-button";
import { insertText } from "./insert-text";
import { Limit } from "./limit";

/** What can stand between the text and its tools. */
export type Panel = "emoji" | "voice" | "later";

/** Attach, emoji, canned, voice, and how much of the message is used. */
export function ComposerTools(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  panel: Panel | null;
  length: number;
  max: number;
  limitId: string;
  onAttach: () => void;
  onPanel: (panel: Panel) => void;
}) {
  const t = useTranslations("inbox.composer");
  return (
    <>
      <div className="mb-2 ml-2 flex max-sm:order-1 max-sm:mr-1 max-sm:ml-1">
        <IconButton icon={Paperclip} label={t("attach")} onClick={props.onAttach} />
        <IconButton
          icon={Smile}
          label={t("emoji")}
          command="emoji"
          aria-expanded={props.panel === "emoji"}
          onClick={() => props.onPanel("emoji")}
          className="max-sm:hidden"
        />
        <IconButton
          icon={Zap}
          label={t("canned")}
          command="canned"
          onClick={() => insertText(props.field.current, "/")}
          className="max-sm:hidden"
        />
        <IconButton
          icon={Mic}
          label={t("voice")}
          aria-expanded={props.panel === "voice"}
          onClick={() => props.onPanel("voice")}
        />
      </div>
      <Limit id={props.limitId} length={props.length} max={props.max} />
    </>
  );
}
