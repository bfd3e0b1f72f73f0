"use client";

import { Check, CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";
import { dismissToast, type Toast, undoLast } from "./toast-store";

const WITH_UNDO_MS = 8_000;
const WITHOUT_MS = 5_000;
const LOOK_MS = 200;
const APART = 8;

/** One toast: what has happened, the way back, and a cross. Being looked at stops its clock. */
export default function ToastLine({ toast }: { toast: Toast }) {
  const t = useTranslations("ui");
  const [isHeld, setHeld] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  useAboveComposer(line);
  useEffect(() => {
    if (isHeld) return;
    const life = toast.undo ? WITH_UNDO_MS : WITHOUT_MS;
    let timer = setTimeout(() => dismissToast(toast.id), life);
    function onVisibility() {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => dismissToast(toast.id), life);
    }
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [toast, isHeld]);
  const Icon = toast.tone === "done" ? Check : CircleAlert;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops the clock.
    <div
      ref={line}
      className="rise pointer-events-auto flex min-h-11 items-center gap-3 rounded-10 border border-toast-line bg-toast py-1 pr-1.5 pl-4 text-[0.8125rem] text-white shadow-e3"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 py-1 pr-4">{toast.text}</span>
      {toast.undo ? (
        <button
          type="button"
          onClick={undoLast}
          className="flex h-8 items-center gap-2 rounded-6 px-2 font-semibold text-primary-300 outline-primary-300 hover:bg-white/10"
        >
          {t("undo")}
          <span className="text-white/70 max-sm:hidden" aria-hidden="true">
            <Kbd onSolid>Z</Kbd>
          </span>
        </button>
      ) : null}
      <button
        type="button"
        aria-label={t("dismiss")}
        onClick={() => dismissToast(toast.id)}
        className="grid size-8 place-items-center rounded-6 text-white/70 outline-primary-300 hover:bg-white/10 hover:text-white"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.75} />
      </button>
    </div>
  );
}

/** Whoever writes goes on: where the line would lie over the composer, it stands above it. */
function useAboveComposer(line: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    function look() {
      const own = line.current;
      // What is around it does not move with it.
      const at = own?.parentElement?.getBoundingClientRect();
      const composer = document.getElementById("composer")?.getBoundingClientRect();
      if (!own || !at) return;
      const isOver =
        composer && at.right > composer.left && at.left < composer.right && at.bottom > composer.top - APART;
      own.style.translate = isOver ? `0 ${composer.top - APART - at.bottom}px` : "";
    }
    look();
    // The composer grows, and another conversation has its own.
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [line]);
}
