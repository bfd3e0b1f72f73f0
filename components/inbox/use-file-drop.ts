"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** Takes files dropped anywhere on the zone; true while some are held over it. */
export function useFileDrop(zone: RefObject<HTMLElement | null>, take: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const at = zone.current;
    if (!at) return;
    let depth = 0;
    const stop = new AbortController();
    const { signal } = stop;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const listen = (name: "dragenter" | "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
      at.addEventListener(
        name,
        (event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          act(event);
        },
        { signal },
      );
    listen("dragenter", () => setOver(++depth > 0));
    listen("dragleave", () => setOver(--depth > 0));
    listen("dragover", () => {});
    listen("drop", (event) => {
      depth = 0;
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => stop.abort();
  }, [zone]);
  return isOver;
}
