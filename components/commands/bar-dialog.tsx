"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { CommandBar } from "./bar";
import { closeBar } from "./bar-store";
import type { CommandId } from "./catalogue";

/** The bar over the page: the browser's own modal dialog, which holds the focus and gives it back. */
export default function BarDialog({ start }: { start: CommandId | null }) {
  const t = useTranslations("commands.bar");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    const opener = document.activeElement as HTMLElement | null;
    opened?.showModal();
    opened?.querySelector("input")?.focus();
    return () => {
      opened?.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onCancel={(event) => {
        event.preventDefault();
        closeBar();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && closeBar()}
      className="rise mx-auto mt-[12dvh] mb-auto max-h-[76dvh] w-[640px] max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-16 border border-border bg-raised text-text shadow-e3 backdrop:bg-black/40 open:flex max-sm:mt-2"
    >
      <CommandBar key={start} start={start} />
    </dialog>
  );
}
