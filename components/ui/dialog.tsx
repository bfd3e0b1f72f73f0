"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";

/** What one writes into. A tick box is not, as it may stand under what is to be read first. */
const WRITTEN = "textarea, select, input:not([type=checkbox], [type=radio], [type=file], [readonly])";

/**
 * The browser's own modal dialog: it holds the focus, closes by Esc, gives the focus back, and lies above everything.
 * It begins in its first field: on the button that closes it, a space in what is typed would press that. Without one it
 * begins on what is marked `data-begin`, and a question on its first, safe answer.
 * 480 px wide (`isWide`: 680), on a phone a sheet from below. `isDirty`: Esc and a click beside it leave it open.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  isWide?: boolean;
  isDirty?: boolean;
}) {
  const t = useTranslations("ui");
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    const opener = document.activeElement as HTMLElement | null;
    opened?.showModal();
    // `autoFocus` of a field comes before the dialog is open, and does nothing.
    const inBody = (what: string) => body.current?.querySelector<HTMLElement>(what);
    const answer = () => opened?.querySelector<HTMLElement>(":scope > :last-child button:enabled");
    const begin = inBody(WRITTEN) ?? inBody("[data-begin]") ?? (inBody("button, a") ? null : answer());
    begin?.focus({ preventScroll: true });
    return () => {
      opened?.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!props.isDirty) props.onClose();
      }}
      // A second Esc in a row closes it whatever was answered to the first.
      onClose={() => {
        if (dialog.current?.open) return;
        if (props.isDirty) dialog.current?.showModal();
        else props.onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && !props.isDirty && props.onClose()}
      className={clsx(
        "rise m-auto max-h-[calc(100dvh-48px)] flex-col overflow-hidden rounded-16 border border-border bg-raised text-text shadow-e3 backdrop:bg-black/40 open:flex",
        "max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none",
        props.isWide ? "w-[680px]" : "w-[480px]",
      )}
    >
      <header className="flex items-start justify-between gap-3 pt-3 pr-3 pl-5">
        <h2 id={titleId} className="pt-1 font-[650] text-title tracking-[-0.01em]">
          {props.title}
        </h2>
        <button
          type="button"
          aria-label={t("close")}
          onClick={props.onClose}
          className="grid size-8 shrink-0 place-items-center rounded-8 text-text-2 hover:bg-hover hover:text-text max-sm:size-11"
        >
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </button>
      </header>
      <div ref={body} className="scroll-area min-h-0 px-5 pt-2 pb-5">
        {props.children}
      </div>
      {props.footer ? (
        <div className="flex justify-end gap-2 border-border border-t bg-sunken px-5 py-3 max-sm:pb-[max(12px,env(safe-area-inset-bottom))]">
          {props.footer}
        </div>
      ) : null}
    </dialog>
  );
}
