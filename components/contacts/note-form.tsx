"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";

/** Ctrl/⌘+Enter saves, Esc leaves. Keeps what was typed when it could not be saved. */
export function NoteForm(props: {
  label: string;
  initial?: string;
  onSave: (content: string) => Promise<boolean>;
  onLeave: () => void;
}) {
  const t = useTranslations("contacts");
  const [text, setText] = useState(props.initial ?? "");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  async function save() {
    if (!text.trim() || isBusy) return;
    setBusy(true);
    const isSaved = await props.onSave(text.trim());
    setBusy(false);
    if (isSaved) props.onLeave();
  }
  return (
    <div className="my-1.5">
      <textarea
        ref={field}
        aria-label={props.label}
        value={text}
        rows={3}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            props.onLeave();
          } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
        }}
        className="w-full rounded-8 border border-note-line bg-note px-2.5 py-1.5 text-note-text max-sm:text-[1rem]"
      />
      <div className="mt-1 flex gap-2">
        <Button size="sm" variant="primary" busy={isBusy} onClick={() => void save()}>
          {t("saveNote")}
        </Button>
        <Button size="sm" variant="ghost" onClick={props.onLeave}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
