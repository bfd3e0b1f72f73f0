"use client";

import { Suspense, useEffect, useRef, useSyncExternalStore } from "react";
import { late } from "./late";
import { toasts } from "./toast-store";
import { useSettled } from "./use-settled";

const loadLine = () => import("./toast-line");
const ToastLine = late(loadLine);

/** The place for toasts; one in a page. F8 brings the focus to it. */
export function Toaster() {
  const toast = useSyncExternalStore(toasts.subscribe, toasts.get, toasts.getOnServer);
  const region = useRef<HTMLDivElement>(null);
  const isSettled = useSettled();
  // Fetched before the first act, so that an act without a network still says what became of it.
  useEffect(() => {
    if (isSettled) void loadLine();
  }, [isSettled]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "F8") region.current?.querySelector<HTMLElement>("button")?.focus();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div
      ref={region}
      role="status"
      className="pointer-events-none fixed bottom-6 left-6 z-40 max-w-[calc(100vw-24px)] max-sm:bottom-[calc(68px+env(safe-area-inset-bottom))] max-sm:left-3 sm:left-[calc(52px+24px)] md:left-[calc(52px+16px)] lg:left-[calc(52px+204px+16px)]"
    >
      <Suspense>{toast ? <ToastLine key={toast.id} toast={toast} /> : null}</Suspense>
    </div>
  );
}
