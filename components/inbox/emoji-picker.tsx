"use client";

import { type RefObject, useEffect, useRef } from "react";
import { EmojiSearch } from "./emoji-search";
import { insertText } from "./insert-text";

/** All emoji for what is being written. Esc closes. */
export default function EmojiPicker(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    function onDown(event: PointerEvent) {
      if (!box.current?.contains(event.target as Node)) props.onClose();
    }
    document.addEventListener("pointerdown", onDown);
    return () => document.removeEventListener("pointerdown", onDown);
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the controls inside.
    <div
      ref={box}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        props.onClose();
        props.field.current?.focus();
      }}
      className="appear absolute bottom-full left-0 z-20 mb-2 w-[344px] max-w-full rounded-12 border border-border bg-raised p-2 text-text shadow-e2"
    >
      <EmojiSearch
        onTake={(unicode) => {
          insertText(props.field.current, unicode);
          props.onClose();
        }}
      />
    </div>
  );
}
