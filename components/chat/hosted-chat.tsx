"use client";

import { useEffect } from "react";
import { arrive } from "./arrival";

/** Once for a page, however often it is drawn. */
let arrival: Promise<void> | undefined;

/** Puts the widget on this page as all of it. A window that was opened out of a website's chat has the same visitor. */
export function HostedChat({ inbox, colour }: { inbox: string; colour: string }) {
  useEffect(() => {
    let isOver = false;
    arrival ??= arrive(inbox, window);
    void arrival.then(() => {
      if (isOver) return;
      const script = document.createElement("script");
      script.async = true;
      script.src = "/widget.js";
      // The window speaks as the chat it was opened out of, or as the visitor's browser; the page itself is in English.
      const locale = new URLSearchParams(window.location.search).get("locale") ?? navigator.language;
      Object.assign(script.dataset, { inbox, colour, locale });
      script.onload = fill;
      document.head.append(script);
    });
    return () => {
      isOver = true;
    };
  }, [inbox, colour]);
  return null;
}

type Parley = { push: (...commands: [name: string, ...given: unknown[]][]) => void };

/** The page is the chat: no button, no way to close it, all of the window. */
const ALL = `:host .launcher, :host .panel .close { display: none }
:host .panel.panel { inset: 0; width: 100%; height: 100dvh; max-height: none; border: 0; border-radius: 0; animation: none }`;

function fill(): void {
  const { parley } = window as { parley?: Parley };
  const root = document.querySelector("parley-widget")?.shadowRoot;
  if (!parley || !root) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALL);
  root.adoptedStyleSheets.push(sheet);
  parley.push(["on", "closed", () => parley.push(["open"])], ["open"]);
}
